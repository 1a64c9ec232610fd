package dev.cmkconsole.model.atlas;

import java.time.Instant;
import java.util.Optional;

/**
 * A cluster whose data, backups or oplog may need a key.
 *
 * @param encrypted whether it is encrypted with the project's key
 * @param settled whether it is idle and running, and so uses the project's key; a paused cluster takes a new key only
 *     when it is resumed
 * @param restoreWindowEnds when the point-in-time window no longer reaches back before the project's present key;
 *     empty if unknown
 */
public record ClusterUse(
        String cluster, boolean encrypted, boolean settled, boolean pointInTime, Optional<Instant> restoreWindowEnds) {}
