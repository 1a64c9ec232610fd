package dev.cmkconsole.journal;

import dev.cmkconsole.io.Sha256;
import dev.cmkconsole.io.WholeFile;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Sets a journal aside unchanged, and begins a new one that names the old one and its head. */
public final class JournalArchive {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * @param archived where the old journal is now
     * @param header first line of the new one
     * @param openIntents intents of the old journal that were never closed; the new one does not repeat them
     */
    public record Archived(Path archived, JournalHeader header, List<JournalEntry> openIntents) {}

    private JournalArchive() {}

    /**
     * @throws ServiceException with code {@link FileJournal#IN_USE} while a process writes the journal
     * @throws IOException when the directory cannot be written
     */
    public static Archived setAside(Path journal, Clock clock) throws IOException {
        var files = new JournalFiles(journal);
        try (var _ = ProcessLock.tryLock(files.lock())
                .orElseThrow(() -> new ServiceException(new Problem.Local(
                        "journal.archive",
                        FileJournal.IN_USE,
                        journal + " is being written by "
                                + ProcessLock.holder(files.lock()).orElse("another process"),
                        clock.instant())))) {
            var state = JournalState.read(files);
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var old = free(files, files.stem() + "-" + STAMP.format(now));
            var end = HeadMark.read(files.head())
                    .filter(mark -> mark.seq() > state.seq())
                    .orElse(new HeadMark(state.seq(), state.hash()));
            var header = JournalFormat.header(
                    UUID.randomUUID().toString(),
                    now,
                    Optional.of(new JournalHeader.Predecessor(
                            old.journal().getFileName().toString(), end.seq(), end.hash(), digestOf(files.journal()))));
            var fresh = files.beside("new");
            Files.deleteIfExists(fresh);
            try (var file = JournalFile.open(fresh, JournalFile.ON_DISK)) {
                file.append(header.bytes());
            }
            // Between these moves the directory has no journal. A process that opens one then begins an empty one, and
            // the old journal is still complete.
            moveIfThere(files.head(), old.head());
            moveIfThere(files.journal(), old.journal());
            Files.move(fresh, files.journal(), StandardCopyOption.ATOMIC_MOVE);
            WholeFile.forceDirectory(files.directory());
            return new Archived(
                    old.journal(),
                    ((JournalFormat.Content.Header) JournalFormat.parse(header.content())).header(),
                    state.openIntents());
        } catch (JournalFormat.MalformedLine e) {
            throw new IllegalStateException("a header that was just written", e);
        }
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }

    private static JournalFiles free(JournalFiles files, String stem) {
        var name = stem;
        for (int n = 2; Files.exists(files.directory().resolve(name + ".jsonl")); n++) {
            name = stem + "-" + n;
        }
        return new JournalFiles(files.directory().resolve(name + ".jsonl"));
    }

    private static String digestOf(Path file) throws IOException {
        try (var in = Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream()) {
            return new Sha256().add(in).hex();
        }
    }
}
