package dev.cmkconsole.store;

import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory whose hashes are only names. */
final class ListJournal implements Journal {
    static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private final String name;
    private final ArrayList<JournalEntry> entries = new ArrayList<>();

    ListJournal(String name, int length) {
        this.name = name;
        for (int i = 0; i < length; i++) {
            append(
                    i % 2 == 0
                            ? Drafts.intent("run-" + i / 2, "step-" + i / 2, 1)
                            : Drafts.outcome("run-" + i / 2, "step-" + i / 2, 1));
        }
    }

    @Override
    public synchronized JournalEntry append(JournalDraft draft) {
        long seq = entries.size() + 1;
        var entry = new JournalEntry(seq, NOON.plusSeconds(seq), draft, hash(seq - 1), hash(seq));
        entries.add(entry);
        return entry;
    }

    private String hash(long seq) {
        return name + "-" + seq;
    }

    void forgetLast() {
        entries.removeLast();
    }

    @Override
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public List<JournalEntry> openIntents(String projectId) {
        return List.of();
    }

    @Override
    public void close() {}
}
