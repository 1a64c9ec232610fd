package dev.cmkconsole.app.window;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.data.SettingsFile;
import dev.cmkconsole.app.wiring.Logs;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.ProgramConnector;
import dev.cmkconsole.app.wiring.Version;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.UserSettings;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.awt.Desktop;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** Opens the window and returns when it is closed. */
public final class Windows {
    /** Supports measuring the start: the program reports its second frame and ends. */
    private static final String EXIT_AFTER_FIRST_FRAMES = "cmk.exitAfterFirstFrames";

    private final Program program;
    private final DataDirectory data;

    public Windows(Program program, DataDirectory data) {
        this.program = program;
        this.data = data;
    }

    /**
     * Returns the exit code after the window is closed.
     *
     * @throws RuntimeException if the window cannot open
     */
    public int open(ConnectionRequest first) {
        var later = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("settings").factory());
        var closed = new CompletableFuture<Integer>();
        // The toolkit and the other parts take about the same time to start, so they start in parallel.
        var prepared = CompletableFuture.supplyAsync(() -> prepare(later), later);
        var signals = new EndOnSignal(() -> closed.complete(ExitCode.OK), EndOnSignal.LONGEST_WAIT);
        try {
            signals.begin();
            Platform.startup(() -> {
                try {
                    show(new Stage(), prepared.join(), first, closed);
                } catch (RuntimeException | Error e) {
                    closed.completeExceptionally(e instanceof CompletionException wrapped ? wrapped.getCause() : e);
                }
            });
            return closed.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            prepared.handle((ready, _) -> {
                        if (ready != null) {
                            ready.close();
                        }
                        return ready;
                    })
                    .join();
            signals.close();
            Platform.exit();
            later.shutdown();
        }
    }

    private record Prepared(ProgramConnector connector, SettingsFile settings) {
        void close() {
            settings.close();
            connector.close();
        }
    }

    private Prepared prepare(ScheduledExecutorService later) {
        data.prepare();
        Logs.into(data.logs());
        return new Prepared(
                new ProgramConnector(program, data),
                SettingsFile.open(data.settings(), Version.current(), program.clock(), later, Windows::logged));
    }

    private void show(Stage stage, Prepared ready, ConnectionRequest first, CompletableFuture<Integer> closed) {
        var context = new ConsoleWindow.Context(
                program.messages(),
                program.clock(),
                of(ready.settings()),
                ready.connector(),
                first,
                theme -> Screens.all(theme),
                new ConsoleWindow.Outside(Windows::showOutside, () -> firstFrames(stage)));
        var window = new ConsoleWindow(stage, context);
        stage.setOnHidden(_ -> {
            window.close();
            closed.complete(ExitCode.OK);
        });
        window.show();
    }

    private void firstFrames(Stage stage) {
        if (Boolean.parseBoolean(program.properties().get(EXIT_AFTER_FIRST_FRAMES))) {
            program.out().println("second frame");
            program.out().flush();
            stage.hide();
        }
    }

    static UserSettings of(SettingsFile settings) {
        return new UserSettings() {
            @Override
            public ThemeChoice theme() {
                return settings.current().theme();
            }

            @Override
            public void theme(ThemeChoice choice) {
                settings.change(s -> s.withTheme(choice));
            }

            @Override
            public LastConnection lastConnection() {
                return settings.current().connection();
            }

            @Override
            public void remember(LastConnection last) {
                settings.change(s -> s.withConnection(last));
            }
        };
    }

    private static void logged(dev.cmkconsole.model.outcome.Problem.Local problem) {
        LoggerFactory.getLogger(Windows.class).warn("{}: {}", problem.code(), problem.detail());
    }

    /** Opens an address or a folder with the desktop's default program. A failure is only logged. */
    private static void showOutside(String address) {
        Thread.ofVirtual().start(() -> {
            try {
                if (Desktop.isDesktopSupported()) {
                    Desktop.getDesktop().browse(URI.create(address));
                }
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                LoggerFactory.getLogger(Windows.class).warn("not opened: {}", e.toString());
            }
        });
    }
}
