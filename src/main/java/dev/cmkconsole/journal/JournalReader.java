package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a journal that may be written at the same time. It takes no lock, and it also reads what follows damage. */
public final class JournalReader {
    private final Path file;

    public JournalReader(Path file) {
        this.file = file;
    }

    /**
     * Visits every readable entry, oldest first. A missing file has none.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public void forEach(Consumer<JournalEntry> visitor) {
        forEach(Long.MAX_VALUE, visitor);
    }

    void forEach(long limit, Consumer<JournalEntry> visitor) {
        try (var scan = JournalScan.of(file, limit)) {
            for (var line = scan.next(); line.isPresent(); line = scan.next()) {
                line.get().entry().ifPresent(visitor);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
