package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
    @TempDir
    Path directory;

    @Test
    void aFileHasOneUserAndAnotherFileItsOwn() throws IOException {
        var file = directory.resolve("journal.lock");
        var elsewhere = Files.createDirectories(directory.resolve("real")).resolve("journal.lock");
        try (var _ = ProcessLock.tryLock(file).orElseThrow()) {
            assertThat(ProcessLock.tryLock(file)).isEmpty();
            try (var other = ProcessLock.tryLock(elsewhere).orElseThrow()) {
                assertThat(other).isNotNull();
            }
        }
        try (var again = ProcessLock.tryLock(file).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }
}
