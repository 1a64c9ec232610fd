package dev.cmkconsole.app.wiring;

import dev.cmkconsole.io.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Sets up logging: a few small files in the data folder. Nothing is logged to the terminal, which shows results and
 * progress.
 */
public final class Logs {
    private Logs() {}

    /** Silences logging until the data folder is known, because library warnings would mix with results. */
    public static void quiet() {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.SEVERE);
        }
    }

    /**
     * @param folder created if missing; if it is not writable, the program runs without a log
     */
    public static void into(Path folder) {
        Logger root = LogManager.getLogManager().getLogger("");
        try {
            Files.createDirectories(folder, OwnerOnly.folder(folder));
            var file = new LogFile(folder);
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            root.addHandler(file);
            root.setLevel(Level.INFO);
            // Below WARNING these loggers print request headers and bodies.
            for (var noisy : new String[] {"software.amazon.awssdk", "org.apache.hc"}) {
                Logger.getLogger(noisy).setLevel(Level.WARNING);
            }
        } catch (IOException | UncheckedIOException e) {
            root.log(Level.WARNING, "no log is written: {0}", e.toString());
        }
    }
}
