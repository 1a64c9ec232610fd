package dev.cmkconsole.model.atlas;

import java.time.Instant;
import java.util.Optional;

/**
 * A cluster whose data, backups or oplog may need a key.
 *
 * @param encrypted whether it is, or may be, encrypted with the project's key
 * @param deployment whether it took the last change of that key
 * @param restoreWindowEnds when the point-in-time window no longer reaches back before the project's present key;
 *     empty if unknown
 * @param copies of snapshots in other regions, with a retention of their own; empty if there are none
 */
public record ClusterUse(
        String cluster,
        boolean encrypted,
        KeyDeployment deployment,
        boolean pointInTime,
        Optional<Instant> restoreWindowEnds,
        Optional<Copies> copies) {

    /** @param end when the last copy made before the project's present key expires; empty if unknown */
    public record Copies(Optional<Instant> end) {}

    /** A cluster whose backups are not copied. */
    public ClusterUse(
            String cluster,
            boolean encrypted,
            KeyDeployment deployment,
            boolean pointInTime,
            Optional<Instant> restoreWindowEnds) {
        this(cluster, encrypted, deployment, pointInTime, restoreWindowEnds, Optional.empty());
    }
}
