package dev.cmkconsole.service.run;

import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cache and an index that store nothing. The result must be right without them. */
public final class NothingKept implements SnapshotCache, HistoryIndex {
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
        return List.of();
    }
}
