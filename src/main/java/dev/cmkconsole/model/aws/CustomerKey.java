package dev.cmkconsole.model.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A KMS key as DescribeKey and ListAliases show it.
 *
 * @param rotation KMS' rotation of the key material; empty if it could not be read
 * @param replicas the regions of a multi-Region key, its own included; empty for other keys
 */
public record CustomerKey(
        KeyArn arn,
        String description,
        List<String> aliases,
        KeyConfiguration configuration,
        KeyLifecycle lifecycle,
        Optional<KeyRotation> rotation,
        Optional<Replicas> replicas) {

    public CustomerKey {
        aliases = List.copyOf(aliases);
    }

    public String spec() {
        return configuration.spec();
    }

    public String usage() {
        return configuration.usage();
    }

    public String origin() {
        return configuration.origin();
    }

    public boolean multiRegion() {
        return configuration.multiRegion();
    }

    public KeyState state() {
        return lifecycle.state();
    }

    public Instant created() {
        return lifecycle.created();
    }

    public Optional<Instant> deletionDate() {
        return lifecycle.deletionDate();
    }

    public Optional<Instant> validTo() {
        return lifecycle.validTo();
    }

    /** Why Atlas cannot use the key, or why that is not known. */
    public enum Unusable {
        AWS_MANAGED,
        NOT_SYMMETRIC,
        NOT_FOR_ENCRYPTION,
        DISABLED,
        PENDING_DELETION,
        PENDING_IMPORT,
        NOT_READY,
        /** AWS' answer lacks what decides, so nobody knows whether Atlas can use the key. */
        NOT_TOLD
    }

    /**
     * Empty if Atlas can use the key: it is customer managed, symmetric, for encryption and enabled. What nobody can
     * correct comes first.
     */
    public Optional<Unusable> unusable() {
        if (!configuration.manager().isEmpty() && !configuration.customerManaged()) {
            return Optional.of(Unusable.AWS_MANAGED);
        }
        if (!configuration.usage().isEmpty() && !configuration.forEncryption()) {
            return Optional.of(Unusable.NOT_FOR_ENCRYPTION);
        }
        if (!configuration.spec().isEmpty() && !configuration.symmetric()) {
            return Optional.of(Unusable.NOT_SYMMETRIC);
        }
        return unusableNow().or(() -> configuration.complete() ? Optional.empty() : Optional.of(Unusable.NOT_TOLD));
    }

    private Optional<Unusable> unusableNow() {
        if (state().word().isEmpty()) {
            return Optional.of(Unusable.NOT_TOLD);
        }
        return switch (state().known()) {
            case ENABLED -> Optional.empty();
            case DISABLED -> Optional.of(Unusable.DISABLED);
            case PENDING_DELETION, PENDING_REPLICA_DELETION -> Optional.of(Unusable.PENDING_DELETION);
            case PENDING_IMPORT -> Optional.of(Unusable.PENDING_IMPORT);
            case CREATING, UPDATING, UNAVAILABLE, OTHER -> Optional.of(Unusable.NOT_READY);
        };
    }
}
