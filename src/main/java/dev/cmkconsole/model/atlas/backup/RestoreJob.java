package dev.cmkconsole.model.atlas.backup;

import java.time.Instant;
import java.util.Optional;

/**
 * A restore of a snapshot.
 *
 * @param cluster the cluster of the snapshot
 * @param snapshot empty where Atlas names none, as for a restore to a point in time
 * @param target empty for a download
 * @param ended absent if it has not ended, or if Atlas does not say when
 */
public record RestoreJob(
        String cluster,
        String id,
        Optional<String> snapshot,
        Optional<RestoreTarget> target,
        RestoreState state,
        Optional<Instant> ended) {

    public enum RestoreState {
        RUNNING,
        FINISHED,
        FAILED,
        CANCELLED,
        EXPIRED,
        /** Atlas refused the request, so that it knows no such restore. */
        REFUSED
    }

    /** The cluster whose data the restore replaces. */
    public record RestoreTarget(String projectId, String cluster) {}

    /** Whether it went to the temporary cluster that a restore proof of this snapshot makes in this project. */
    public boolean isProof(String projectId) {
        return snapshot.map(s -> new RestoreTarget(projectId, TemporaryCluster.name(s)))
                .filter(to -> target.filter(to::equals).isPresent())
                .isPresent();
    }

    /** When it ended, or else when it was asked for: ids of Atlas begin with the time of their creation. */
    public Instant time() {
        return ended.orElseGet(() -> id.matches("[0-9a-f]{24}")
                ? Instant.ofEpochSecond(Long.parseLong(id.substring(0, 8), 16))
                : Instant.EPOCH);
    }

    public boolean running() {
        return state == RestoreState.RUNNING;
    }

    public boolean finished() {
        return state == RestoreState.FINISHED;
    }
}
