package dev.cmkconsole.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Patience;
import dev.cmkconsole.app.data.SettingsFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipe in the place of a file holds nothing up: opening it would wait for somebody at its other end. */
@Timeout(value = Patience.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipesTest {
    @TempDir
    private Path folder;

    private Path pipe(String name) throws IOException, InterruptedException {
        var pipe = folder.resolve(name);
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        var made = new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start();
        assertThat(Patience.end(made)).isTrue();
        return pipe;
    }

    @Test
    void aFileOfTheProgramIsNoPipe() throws IOException, InterruptedException {
        var pipe = pipe("console-0.log");
        assertThatThrownBy(() -> OwnerOnly.open(pipe).close())
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void settingsInAPipeAreNotRead() throws IOException, InterruptedException {
        var said = new ArrayList<String>();
        try (var later = Executors.newSingleThreadScheduledExecutor();
                var _ = SettingsFile.open(
                        pipe("settings.json"), "1", Clock.systemUTC(), later, problem -> said.add(problem.code()))) {
            assertThat(said).containsExactly(SettingsFile.UNREADABLE);
        }
    }
}
