package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds every entry that is on the disk to the search index. A failure of the index stops nothing: it can be rebuilt. */
public final class IndexedJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedJournal.class);

    private final Journal journal;
    private final HistoryIndex index;

    public IndexedJournal(Journal journal, HistoryIndex index) {
        this.journal = journal;
        this.index = index;
    }

    @Override
    public JournalEntry append(JournalDraft draft) {
        var entry = journal.append(draft);
        try {
            index.add(entry);
        } catch (RuntimeException e) {
            LOG.warn("entry {} is in the history but not in its index", entry.seq(), e);
        }
        return entry;
    }

    @Override
    public List<JournalEntry> entries() {
        return journal.entries();
    }

    @Override
    public void forEach(Consumer<JournalEntry> visitor) {
        journal.forEach(visitor);
    }

    @Override
    public Optional<JournalEntry> last() {
        return journal.last();
    }

    @Override
    public List<JournalEntry> openIntents(String projectId) {
        return journal.openIntents(projectId);
    }

    @Override
    public void close() {
        journal.close();
    }
}
