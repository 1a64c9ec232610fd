package dev.cmkconsole.model.port;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.LastCheck;
import java.util.List;
import java.util.Optional;

/** The last known state of projects, for work while Atlas is unreachable. It can be deleted at any time. */
public interface SnapshotCache {

    void save(ProjectSnapshot snapshot);

    Optional<ProjectSnapshot> load(String projectId);

    List<ProjectSnapshot> loadAll();

    /** Forgets projects that Atlas no longer lists. */
    void retain(java.util.Set<String> projectIds);

    /** Keeps what a check of the configured role and key found, for every process. */
    default void checked(String projectId, LastCheck check) {}

    /** What the latest such check of any process found. The caller compares it with the present configuration. */
    default Optional<LastCheck> lastCheck(String projectId) {
        return Optional.empty();
    }

    /** Forgets the check of a project that is about to be changed, and those of projects with its role or key. */
    default void forgetChecks(String projectId) {}
}
