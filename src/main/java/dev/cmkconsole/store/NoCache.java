package dev.cmkconsole.store;

import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps nothing, and searches the journal itself. For commands that only read beside a program that holds the cache. */
public final class NoCache implements SnapshotCache, HistoryIndex {
    private final Journal journal;

    public NoCache(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void save(ProjectSnapshot snapshot) {}

    @Override
    public Optional<ProjectSnapshot> load(String projectId) {
        return Optional.empty();
    }

    @Override
    public List<ProjectSnapshot> loadAll() {
        return List.of();
    }

    @Override
    public void retain(Set<String> projectIds) {}

    @Override
    public void add(JournalEntry entry) {}

    @Override
    public List<JournalEntry> find(Query query) {
        var found = new ArrayList<JournalEntry>();
        if (query.limit() > 0) {
            journal.newestFirst(entry -> {
                if (HistoryMatch.matches(query, entry)) {
                    found.add(entry);
                }
                return found.size() < query.limit();
            });
        }
        return found;
    }
}
