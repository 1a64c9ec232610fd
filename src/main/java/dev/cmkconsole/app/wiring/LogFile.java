package dev.cmkconsole.app.wiring;

import dev.cmkconsole.io.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/**
 * Writes the log to {@code console-0.log}, which only its owner can read, and keeps a few earlier files. Several
 * processes may append to it. The JDK's own handler creates files and locks with the permissions of the process.
 */
final class LogFile extends StreamHandler {
    private static final long FILE_BYTES = 1 << 20;
    private static final int FILES = 5;

    private final Path folder;

    LogFile(Path folder) throws IOException {
        super(OutputStream.nullOutputStream(), new SimpleFormatter());
        this.folder = folder;
        setErrorManager(new Quiet());
        next();
    }

    /**
     * The JDK's own prints a stack trace on the terminal. Where the log cannot be written, the disk is full or the
     * folder is gone, and the command or the window says that about what matters.
     */
    private static final class Quiet extends ErrorManager {
        @Override
        public synchronized void error(String message, Exception cause, int code) {
            // Nothing: see above.
        }
    }

    private Path file(int number) {
        return folder.resolve("console-" + number + ".log");
    }

    private void next() throws IOException {
        if (Files.exists(file(0)) && Files.size(file(0)) > FILE_BYTES) {
            for (int number = FILES - 1; number > 0; number--) {
                if (Files.exists(file(number - 1))) {
                    Files.move(file(number - 1), file(number), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        to(Channels.newOutputStream(OwnerOnly.open(file(0), StandardOpenOption.APPEND)));
    }

    void to(OutputStream out) {
        setOutputStream(out);
    }

    @Override
    public synchronized void publish(LogRecord one) {
        super.publish(one);
        flush();
        try {
            if (Files.exists(file(0)) && Files.size(file(0)) > FILE_BYTES) {
                next();
            }
        } catch (IOException | UncheckedIOException e) {
            reportError("the log file cannot be changed", e, ErrorManager.OPEN_FAILURE);
        }
    }
}
