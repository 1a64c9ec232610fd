package dev.cmkconsole.model.port;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.List;
import java.util.Optional;

/** The last known state of projects, for work while Atlas is unreachable. It can be deleted at any time. */
public interface SnapshotCache {

    void save(ProjectSnapshot snapshot);

    Optional<ProjectSnapshot> load(String projectId);

    List<ProjectSnapshot> loadAll();

    /** Forgets projects that Atlas no longer lists. */
    void retain(java.util.Set<String> projectIds);
}
