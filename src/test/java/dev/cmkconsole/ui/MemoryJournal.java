package dev.cmkconsole.ui;

import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A journal in memory, searched and exported without index or file. */
public final class MemoryJournal implements Journal, HistoryIndex, HistoryFile {
    /** What {@link #verify} finds. */
    public final List<String> faults = new ArrayList<>();

    private final List<JournalEntry> entries = new ArrayList<>();
    private final Clock clock;

    public MemoryJournal(Clock clock) {
        this.clock = clock;
    }

    /** Appends an entry as of another time. */
    public JournalEntry record(JournalDraft draft, Instant at) {
        int number = entries.size() + 1;
        var entry = new JournalEntry(number, at, draft, "0".repeat(64), "%064x".formatted(number));
        entries.add(entry);
        return entry;
    }

    @Override
    public JournalEntry append(JournalDraft draft) {
        return record(draft, clock.instant());
    }

    @Override
    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public List<JournalEntry> openIntents(String projectId) {
        return List.of();
    }

    @Override
    public void add(JournalEntry entry) {}

    @Override
    public List<JournalEntry> find(Query query) {
        return entries.reversed().stream()
                .filter(e -> query.projectId().isEmpty()
                        || query.projectId().get().equals(e.what().projectId()))
                .filter(e -> query.procedures().isEmpty()
                        || query.procedures().contains(e.what().procedure()))
                .filter(e ->
                        query.from().isEmpty() || !e.at().isBefore(query.from().get()))
                .filter(e -> query.to().isEmpty() || e.at().isBefore(query.to().get()))
                .filter(e -> List.of(query.text().toLowerCase().split("\\s+")).stream()
                        .allMatch(w -> e.what().toString().toLowerCase().contains(w)))
                .limit(query.limit())
                .toList();
    }

    @Override
    public JournalCheck verify() {
        var last = entries.isEmpty() ? Optional.<JournalEntry>empty() : Optional.of(entries.getLast());
        return new JournalCheck(faults.isEmpty(), entries.size(), last.map(JournalEntry::hash), faults, false);
    }

    @Override
    public long export(Format format, Optional<String> projectId, Optional<String> runId, Path target) {
        var found = find(new Query("", projectId, Set.of(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE));
        try {
            Files.write(target, found.stream().map(e -> format + " " + e.seq()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.size();
    }

    @Override
    public void close() {}
}
