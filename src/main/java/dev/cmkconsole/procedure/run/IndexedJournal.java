package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.ProjectTraces;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
    public void forEachFrom(long place, Predicate<Placed> visitor) {
        journal.forEachFrom(place, visitor);
    }

    @Override
    public void newestFirst(Predicate<JournalEntry> visitor) {
        journal.newestFirst(visitor);
    }

    @Override
    public List<JournalEntry> entriesOfRun(String runId) {
        return journal.entriesOfRun(runId);
    }

    @Override
    public List<JournalEntry> at(List<Long> places) {
        return journal.at(places);
    }

    @Override
    public long end() {
        return journal.end();
    }

    @Override
    public Optional<String> chain() {
        return journal.chain();
    }

    @Override
    public <T> T trace(Function<ProjectTraces, T> question) {
        return journal.trace(question);
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
