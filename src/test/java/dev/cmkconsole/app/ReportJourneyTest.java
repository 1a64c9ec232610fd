package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.SandboxConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TitledPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** Weeks after a switch, a user asks what was done. The history leads to the run, and the run to its report. */
class ReportJourneyTest extends UiTest {
    private static final String PROJECT = "ledger-legacy";

    @TempDir
    Path folder;

    private final PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    private final Program program = new Program(
            Map.of(),
            Map.of(),
            nowhere,
            nowhere,
            Clock.systemUTC(),
            MESSAGES,
            new Program.Practice(300, new WaitSettings(Duration.ofMillis(200), 60, Duration.ofMillis(200))));
    private final Sandbox sandbox = Sandbox.start(
            SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(300));
    private SandboxConnector connector;
    private ConsoleWindow window;

    @Start
    void start(Stage stage) {
        connector = new SandboxConnector(sandbox, program, folder);
        sized(stage, 900, 600);
        window = new ConsoleWindow(
                stage,
                new ConsoleWindow.Context(
                        MESSAGES,
                        Clock.systemUTC(),
                        new UnsavedSettings(ThemeChoice.LIGHT),
                        connector,
                        new ConnectionRequest.Practice(),
                        Screens::all,
                        ConsoleWindow.Outside.NOBODY));
        window.show();
    }

    @AfterEach
    void close() {
        onScreen(window::close);
        connector.close();
        sandbox.close();
    }

    private <N extends Node> Optional<N> find(Class<N> kind, String selector) {
        return window.scene().getRoot().lookupAll(selector).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(n -> Stream.iterate((Node) n, Node::isVisible, Node::getParent)
                        .anyMatch(p -> p == window.scene().getRoot()))
                .findFirst();
    }

    private EncryptionService service() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        return window.connections().session().orElseThrow().service();
    }

    private RunResult switched(EncryptionService service) {
        var planner = new SwitchPlanner(service.waits());
        var choices = SwitchChoices.byConsole(RoleChoice.newRole("atlas-ledger"))
                .withAccepted(Set.of(
                        StepId.ofCheck(CheckId.HIDDEN_POLICIES), StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES)));
        return service.run(
                planner,
                choices,
                sandbox.projectId(PROJECT),
                Confirmation.typed(PROJECT),
                _ -> {},
                new SignalRunControl());
    }

    @Test
    void theHistoryLeadsToTheReportWithoutAMouse() throws IOException {
        var service = service();
        var run = switched(service);
        assertThat(run.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        onScreen(() -> window.navigator().go(Place.History.ALL));
        waitUntil(() -> find(TableView.class, "#table")
                .filter(t -> !t.getItems().isEmpty())
                .isPresent());
        onScreen(() -> find(TableView.class, "#table")
                .orElseThrow()
                .getSelectionModel()
                .select(0));
        waitUntil(() -> find(Button.class, "#report").isPresent());
        onScreen(() -> find(Button.class, "#report").orElseThrow().requestFocus());
        robot.type(KeyCode.SPACE);
        waitUntil(() -> find(TitledPane.class, ".report-exchange").isPresent());

        assertThat(onScreen(() -> find(Label.class, "#heading").orElseThrow().getText()))
                .isEqualTo("Switch to a role: " + PROJECT);
        assertThat(onScreen(() -> find(Label.class, "#heading").orElseThrow().isFocused()))
                .as("the heading has the focus")
                .isTrue();
        pictures("report");
        onScreen(() -> find(Button.class, "#copy").orElseThrow().fire());
        assertThat(onScreen(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo(ReportFormat.TEXT.write(service.history().report(run.runId()), MESSAGES));

        onScreen(() -> {
            var pane = find(TitledPane.class, ".report-exchange").orElseThrow();
            pane.requestFocus();
        });
        robot.type(KeyCode.SPACE);
        waitUntil(() -> find(TitledPane.class, ".report-exchange").orElseThrow().isExpanded());
        onScreen(() -> find(ScrollPane.class, "#scroll").orElseThrow().setVvalue(0.2));
        pictures("report-change");
        onScreen(() -> find(ScrollPane.class, "#scroll").orElseThrow().setVvalue(0.75));
        pictures("report-request");
        robot.press(KeyCode.ALT, KeyCode.LEFT).release(KeyCode.LEFT, KeyCode.ALT);
        waitUntil(() -> find(TableView.class, "#table").isPresent());
    }

    private void pictures(String name) {
        picture(window.scene(), name, 1);
        onScreen(() -> window.theme().choiceProperty().set(ThemeChoice.DARK));
        onScreen(() -> sized((Stage) window.scene().getWindow(), 1180, 760));
        picture(window.scene(), name + "-dark", 1);
        onScreen(() -> window.theme().choiceProperty().set(ThemeChoice.LIGHT));
        onScreen(() -> sized((Stage) window.scene().getWindow(), 900, 600));
    }
}
