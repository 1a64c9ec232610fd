package dev.cmkconsole.model.atlas.backup;

import java.time.Instant;
import java.util.Optional;

/**
 * A backup that still exists, of any cluster, also of a deleted one whose backups were kept.
 *
 * @param masterKey Atlas' {@code masterKeyUUID}; absent if Atlas names none
 * @param taken absent if Atlas does not say
 * @param expires absent if Atlas does not say
 */
public record KeyBackup(
        String cluster,
        String snapshot,
        Optional<String> masterKey,
        Optional<Instant> taken,
        Optional<Instant> expires) {}
