package dev.cmkconsole.journal;

import dev.cmkconsole.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows a journal's first line to the journals that were set aside before it, newest first, and compares each with
 * what its successor says of it. Only reads.
 */
final class ArchivedJournals {
    private static final String NO_BYTES = new Sha256().hex();

    private final JournalFiles current;
    private final Consumer<String> hashes;
    private final Set<String> visited = new HashSet<>();
    private final List<Verification.Archived> found = new ArrayList<>();
    private final List<JournalFault> faults = new ArrayList<>();

    /** @param hashes gets the hash of every line of these journals, and the heads that their successors name */
    ArchivedJournals(JournalFiles current, Consumer<String> hashes) {
        this.current = current;
        this.hashes = hashes;
        visited.add(current.journal().getFileName().toString());
    }

    /** @param header of the current journal; without one, nothing is known of earlier journals */
    void follow(Optional<JournalHeader> header) throws IOException {
        var next = header.flatMap(JournalHeader::follows);
        while (next.isPresent()) {
            next = check(next.get()).flatMap(JournalHeader::follows);
        }
    }

    /** The readable archived journals before a journal, newest first. */
    static List<Path> chain(JournalFiles journal) throws IOException {
        var archived = new ArchivedJournals(journal, _ -> {});
        archived.follow(new JournalReader(journal.journal()).header());
        return archived.found.stream()
                .filter(one -> one.state() != Verification.Archived.State.MISSING)
                .map(one -> journal.directory().resolve(one.file()))
                .toList();
    }

    List<Verification.Archived> found() {
        return found;
    }

    /** What is wrong with the earlier journals as a whole. Damage from before they were set aside is not among it. */
    List<JournalFault> faults() {
        return faults;
    }

    private Optional<JournalHeader> check(JournalHeader.Predecessor named) throws IOException {
        hashes.accept(named.head());
        var file = current.directory().resolve(named.file()).normalize();
        if (!current.directory().equals(file.getParent()) || !visited.add(named.file())) {
            fault(FaultKind.PREDECESSOR_MISSING, named.file() + " cannot be an archived journal of this folder.");
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            found.add(new Verification.Archived(named.file(), Verification.Archived.State.MISSING, 0, List.of()));
            if (!named.sha256().equals(NO_BYTES)) {
                fault(
                        FaultKind.PREDECESSOR_MISSING,
                        "The archived journal " + named.file() + " is missing. It ended at entry " + named.seq() + ".");
            }
            return Optional.empty();
        }
        boolean same = digest(file).equals(named.sha256());
        if (!same) {
            fault(
                    FaultKind.PREDECESSOR_ALTERED,
                    "The archived journal " + named.file() + " was changed after it was set aside.");
        }
        return read(new JournalFiles(file), same);
    }

    private Optional<JournalHeader> read(JournalFiles files, boolean same) throws IOException {
        var head = new HeadCheck(HeadMark.read(files.head()));
        var damage = new ArrayList<JournalFault>();
        Optional<JournalHeader> header = Optional.empty();
        long entries = 0;
        try (var scan = JournalScan.of(files.journal())) {
            for (var line = scan.next(); line.isPresent(); line = scan.next()) {
                head.see(line.get());
                damage.addAll(line.get().faults());
                var content = line.get().content();
                if (content.isEmpty()) {
                    continue;
                }
                switch (content.get()) {
                    case JournalFormat.Content.Header(var first) -> {
                        header = header.or(() -> Optional.of(first));
                        hashes.accept(first.hash());
                    }
                    case JournalFormat.Content.Entry(var entry) -> {
                        entries++;
                        hashes.accept(entry.hash());
                    }
                }
            }
        }
        head.result().ifPresent(damage::add);
        found.add(new Verification.Archived(
                files.journal().getFileName().toString(),
                same ? Verification.Archived.State.UNCHANGED : Verification.Archived.State.ALTERED,
                entries,
                damage));
        return header;
    }

    private void fault(FaultKind kind, String detail) {
        faults.add(new JournalFault(kind, 1, -1, detail));
    }

    private static String digest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new Sha256().add(in).hex();
        }
    }
}
