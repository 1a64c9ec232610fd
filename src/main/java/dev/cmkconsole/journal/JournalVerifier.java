package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/** Checks a journal line by line. It only reads, so a journal may be written at the same time. */
public final class JournalVerifier {
    private final ArrayList<JournalFault> faults = new ArrayList<>();
    private long entries;
    private long lines;
    private long headSeq;
    private String head;
    private JournalHeader header;
    private Instant from;
    private Instant to;

    private JournalVerifier() {}

    /**
     * A missing file has no entries and, unless its head was marked, no faults.
     *
     * @throws IOException when the file cannot be read
     */
    public static Verification verify(Path file) throws IOException {
        return verify(file, Optional.empty());
    }

    /**
     * Includes the journals that were set aside before this one.
     *
     * @param remembered a head hash noted earlier, for example from a report; one line must carry it
     */
    public static Verification verify(Path file, Optional<String> remembered) throws IOException {
        return new JournalVerifier().check(new JournalFiles(file), remembered);
    }

    private Verification check(JournalFiles files, Optional<String> remembered) throws IOException {
        var marked = new HeadCheck(HeadMark.read(files.head()));
        boolean met = remembered.isEmpty();
        try (var scan = JournalScan.of(files.journal())) {
            for (var line = scan.next(); line.isPresent(); line = scan.next()) {
                see(line.get());
                marked.see(line.get());
                met |= remembered.filter(hash -> hash.equalsIgnoreCase(head)).isPresent();
            }
        }
        marked.result().ifPresent(faults::add);
        boolean[] before = {false};
        var archived = new ArchivedJournals(
                files,
                hash -> before[0] |= remembered.filter(hash::equalsIgnoreCase).isPresent());
        archived.follow(Optional.ofNullable(header));
        faults.addAll(archived.faults());
        if (!met && !before[0]) {
            faults.add(new JournalFault(
                    FaultKind.HEAD_DIFFERS,
                    lines + 1,
                    -1,
                    "No line carries the given head hash " + remembered.orElseThrow()
                            + ": entries are missing from the end, or this is another journal."));
        }
        faults.sort(Comparator.comparingLong(JournalFault::line));
        return new Verification(
                entries,
                headSeq,
                Optional.ofNullable(head),
                Optional.ofNullable(header),
                Verification.Period.of(from, to),
                faults,
                archived.found());
    }

    private void see(JournalScan.Line line) {
        lines = line.number();
        faults.addAll(line.faults());
        line.content().ifPresent(content -> {
            switch (content) {
                case JournalFormat.Content.Header(JournalHeader first) -> {
                    header = first;
                    head = first.hash();
                }
                case JournalFormat.Content.Entry(JournalEntry entry) -> {
                    entries++;
                    headSeq = entry.seq();
                    head = entry.hash();
                    from = from == null ? entry.at() : from;
                    to = entry.at();
                }
            }
        });
    }
}
