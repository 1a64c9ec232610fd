package dev.cmkconsole.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ErrorManager;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class LogFileTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    /** The operating system's answer of a full disk, as java.io passes it on. */
    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void aFullDiskPutsNoStackTraceOnTheTerminal() throws IOException {
        System.setErr(new PrintStream(terminal, true, StandardCharsets.UTF_8));
        var log = new LogFile(folder);
        log.publish(new LogRecord(Level.INFO, "written"));
        log.to(new FullDisk());
        log.publish(new LogRecord(Level.INFO, "not written"));
        log.getErrorManager().error("x", new IOException("No space left on device"), ErrorManager.WRITE_FAILURE);
        log.close();
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(Files.readString(folder.resolve("console-0.log")))
                .contains("written")
                .doesNotContain("not written");
    }
}
