package dev.cmkconsole.app.tour;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.ProgramConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.task.FxThread;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * The guided tour: operates the real window against the practice-mode sandbox and takes a picture of every screen. It
 * needs no display: it runs on JavaFX's Headless platform, which must not have been started differently before.
 */
public final class Tour {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /**
     * Fast enough for a demonstration, and slow enough that IAM is still settling when Atlas first assumes a new role.
     */
    private static final Program.Practice HURRIED =
            new Program.Practice(3, new WaitSettings(Duration.ofSeconds(1), 30, Duration.ofMillis(500)));

    private final Program program;
    private final Path out;
    private final DataDirectory data;

    /**
     * @param out folder for pictures, {@code tour.json} and, under {@code data}, the program's own files
     */
    public Tour(Program program, Path out) {
        this.program = new Program(
                program.environment(),
                program.properties(),
                program.out(),
                program.err(),
                program.clock(),
                program.messages(),
                HURRIED);
        this.out = out.toAbsolutePath().normalize();
        this.data = new DataDirectory(this.out.resolve("data"), program.clock());
    }

    /**
     * Returns 0 if every screen appeared and the end state read back from Atlas, KMS and the history is right, else 1.
     */
    public int run() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        data.prepare();
        data.clearPractice();
        try (var connector = new ProgramConnector(program, data)) {
            ConsoleWindow window = open(connector);
            try {
                return tour(window);
            } finally {
                FxThread.ask(() -> {
                    window.close();
                    return null;
                });
            }
        } finally {
            Platform.exit();
        }
    }

    private ConsoleWindow open(ProgramConnector connector) {
        var started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        try {
            started.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FxThread.ask(() -> {
            var stage = new Stage();
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
            var window = new ConsoleWindow(
                    stage,
                    new ConsoleWindow.Context(
                            program.messages(),
                            program.clock(),
                            new UnsavedSettings(ThemeChoice.LIGHT),
                            connector,
                            new ConnectionRequest.Practice(),
                            Screens::all,
                            ConsoleWindow.Outside.NOBODY));
            window.show();
            return window;
        });
    }

    private int tour(ConsoleWindow window) {
        var pictures = new Pictures(out, window.scene(), program.clock(), this::say);
        var wrong = new ArrayList<String>();
        try {
            Session session = connected(window);
            String broken = id(session, "archive");
            var light = new Journey.Project(id(session, "analytics-dev"), "alias/atlas-analytics", null, broken, "");
            var dark = new Journey.Project(
                    id(session, "reporting-staging"), "alias/atlas-reporting", "atlas-reporting", broken, "-dark");
            new Journey(window, pictures, light).make();
            String legacy = id(session, "ledger-legacy");
            new SwitchJourney(window, pictures, legacy).make();
            String payments = id(session, "payments-prod");
            new RotateJourney(window, pictures, payments).make();
            var setup = new SetupJourney(window, pictures, payments);
            setup.make();
            setup.roles(id(session, "reporting-staging"));
            new AlertsJourney(window, pictures).make(payments, broken);
            FxThread.ask(() -> {
                window.theme().choiceProperty().set(ThemeChoice.DARK);
                return null;
            });
            new Journey(window, pictures, dark).make();
            wrong.addAll(new SwitchEndState(session.service(), legacy).faults());
            wrong.addAll(new RotateEndState(session.service(), payments).faults());
            for (var project : List.of(light, dark)) {
                wrong.addAll(new EndState(session.service(), project).faults());
            }
        } catch (TourStopped | ServiceException | CompletionException e) {
            wrong.add(e.getMessage());
        }
        pictures.list(out.resolve("tour.json"));
        wrong.forEach(program.err()::println);
        program.out().println(program.messages().get("cli.tour.pictures", pictures.count(), out));
        return wrong.isEmpty() && pictures.allRight() ? 0 : 1;
    }

    /** A line for every step, because the tour takes a while and shows no window. */
    private void say(Pictures.Taken taken) {
        program.out()
                .println(program.messages()
                        .get(
                                taken.ok() ? "cli.tour.step" : "cli.tour.step.missing",
                                taken.picture(),
                                taken.ms() / 1000.0));
        program.out().flush();
    }

    private static String id(Session session, String name) {
        return session.service().projects().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TourStopped("practice mode has no project " + name))
                .id();
    }

    private Session connected(ConsoleWindow window) {
        if (!FxThread.until(
                () -> window.connections().state().get() instanceof Connections.State.Connected, PATIENCE)) {
            throw new TourStopped("practice mode did not start: "
                    + window.connections().state().get());
        }
        return window.connections().session().orElseThrow();
    }
}
