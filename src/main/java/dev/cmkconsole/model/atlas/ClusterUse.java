package dev.cmkconsole.model.atlas;

import java.time.Instant;
import java.util.Optional;

/**
 * A cluster of which something is kept that a key may be needed for.
 *
 * @param encrypted whether it is encrypted with the project's key
 * @param settled whether it is idle and running, so that it has the key that the project has: a paused one takes
 *     a new key only when it is resumed
 * @param restoreWindowEnds when the last moment before the project's present key leaves the point-in-time window;
 *     empty where it is not known
 */
public record ClusterUse(
        String cluster, boolean encrypted, boolean settled, boolean pointInTime, Optional<Instant> restoreWindowEnds) {}
