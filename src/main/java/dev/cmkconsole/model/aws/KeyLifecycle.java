package dev.cmkconsole.model.aws;

import java.time.Instant;
import java.util.Optional;

/**
 * A KMS key's state and dates.
 *
 * @param deletionDate when KMS deletes the key, if its deletion is scheduled
 * @param validTo when imported key material expires
 */
public record KeyLifecycle(
        KeyState state, Instant created, Optional<Instant> deletionDate, Optional<Instant> validTo) {}
