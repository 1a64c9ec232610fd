package dev.cmkconsole.app;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.data.SettingsFile;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.theme.UserSettings;
import java.awt.Desktop;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.slf4j.LoggerFactory;

/** Opens the window and stays until it is closed. */
final class Windows {
    /** For measuring starts: the program says when its second frame is out, and ends. */
    private static final String EXIT_AFTER_FIRST_FRAMES = "cmk.exitAfterFirstFrames";

    private final Program program;
    private final DataDirectory data;

    Windows(Program program, DataDirectory data) {
        this.program = program;
        this.data = data;
    }

    /** Returns the exit code when the window is closed. */
    int open(ConnectionRequest first) {
        data.prepare();
        Logs.into(data.logs());
        var later = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("settings").factory());
        var closed = new CountDownLatch(1);
        try (var connector = new ProgramConnector(program, data);
                var settings = SettingsFile.open(data.settings(), Version.current(), program.clock(), later, Windows::logged)) {
            Platform.startup(() -> show(new Stage(), connector, settings, first, closed));
            closed.await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            Platform.exit();
            later.shutdown();
        }
    }

    private void show(Stage stage, ProgramConnector connector, SettingsFile settings, ConnectionRequest first, CountDownLatch closed) {
        var context = new ConsoleWindow.Context(program.messages(), program.clock(), of(settings), connector, first,
                theme -> Screens.all(theme), Windows::showOutside, () -> firstFrames(stage));
        var window = new ConsoleWindow(stage, context);
        stage.setOnHidden(_ -> {
            window.close();
            closed.countDown();
        });
        window.show();
    }

    private void firstFrames(Stage stage) {
        LoggerFactory.getLogger(Windows.class).info("second frame shown");
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
        };
    }

    private static void logged(dev.cmkconsole.model.Problem.Local problem) {
        LoggerFactory.getLogger(Windows.class).warn("{}: {}", problem.code(), problem.detail());
    }

    /** Opens an address or a folder with the desktop's own program; a desktop that cannot is no failure of ours. */
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
