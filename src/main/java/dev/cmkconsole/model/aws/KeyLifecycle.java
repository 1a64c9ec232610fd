package dev.cmkconsole.model.aws;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a KMS key stands in its life.
 *
 * @param deletionDate when KMS deletes the key, where a deletion is scheduled
 * @param validTo when imported key material expires
 */
public record KeyLifecycle(
        KeyState state, Instant created, Optional<Instant> deletionDate, Optional<Instant> validTo) {}
