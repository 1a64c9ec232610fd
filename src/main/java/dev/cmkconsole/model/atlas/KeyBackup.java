package dev.cmkconsole.model.atlas;

import java.time.Instant;
import java.util.Optional;

/**
 * A backup that still exists, of whatever cluster: replica set or sharded, there or deleted with its backups kept.
 *
 * @param masterKey Atlas' {@code masterKeyUUID}; absent where Atlas names none
 * @param taken absent where Atlas does not say
 * @param expires absent where Atlas does not say
 */
public record KeyBackup(
        String cluster,
        String snapshot,
        Optional<String> masterKey,
        Optional<Instant> taken,
        Optional<Instant> expires) {}
