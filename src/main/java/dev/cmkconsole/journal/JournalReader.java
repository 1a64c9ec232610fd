package dev.cmkconsole.journal;

import dev.cmkconsole.model.port.Journal.Placed;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

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

    /**
     * Visits every readable entry of the journals that were set aside before this one, and then of this one, oldest
     * first. What is missing is left out; {@link JournalVerifier} names it.
     *
     * @throws UncheckedIOException when a file cannot be read
     */
    public void forEachWithArchived(Consumer<JournalEntry> visitor) {
        try {
            for (var older : ArchivedJournals.chain(new JournalFiles(file)).reversed()) {
                new JournalReader(older).forEach(visitor);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        forEach(visitor);
    }

    /**
     * Since when the process runs that is writing this journal now; empty if none is. A run without an end that began
     * later is still under way there.
     */
    public Optional<Instant> writtenSince() {
        return ProcessLock.liveHolderSince(new JournalFiles(file).lock());
    }

    /** The first line, if it is readable. */
    Optional<JournalHeader> header() {
        try (var scan = JournalScan.of(file)) {
            return scan.next().flatMap(JournalScan.Line::content).flatMap(content -> switch (content) {
                case JournalFormat.Content.Header(var header) -> Optional.of(header);
                case JournalFormat.Content.Entry _ -> Optional.empty();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    void forEachFrom(long place, long limit, Predicate<Placed> visitor) {
        try (var scan = JournalScan.from(file, place, limit)) {
            for (var line = scan.next(); line.isPresent(); line = scan.next()) {
                var found = line.get();
                if (found.entry().isPresent()
                        && !visitor.test(new Placed(found.entry().get(), found.offset(), found.end()))) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void newestFirst(long limit, Predicate<JournalEntry> visitor) {
        if (Files.notExists(file)) {
            return;
        }
        try (var lines = JournalLines.of(file, limit)) {
            for (var entry = lines.previous(); entry.isPresent(); entry = lines.previous()) {
                if (!visitor.test(entry.get())) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries at these offsets. An offset without an entry is left out. */
    List<JournalEntry> at(List<Long> places, long limit) {
        var found = new ArrayList<JournalEntry>();
        if (places.isEmpty() || Files.notExists(file)) {
            return found;
        }
        try (var lines = JournalLines.of(file, limit)) {
            for (long place : places) {
                lines.at(place).ifPresent(found::add);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
