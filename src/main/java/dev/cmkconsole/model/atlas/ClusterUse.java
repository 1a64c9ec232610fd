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
 */
public record ClusterUse(
        String cluster,
        boolean encrypted,
        KeyDeployment deployment,
        boolean pointInTime,
        Optional<Instant> restoreWindowEnds) {}
