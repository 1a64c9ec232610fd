package dev.cmkconsole.model.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A KMS key as DescribeKey and ListAliases show it. Enumerations stay in AWS' words, so that a value newer than this
 * program survives.
 *
 * @param manager CUSTOMER or AWS
 * @param state Enabled, Disabled, PendingDeletion, PendingImport, Unavailable, Creating, Updating,
 *     PendingReplicaDeletion
 * @param rotation of the material by KMS, where it could be read
 * @param replicas where a multi-Region key exists, itself included; empty for others
 */
public record CustomerKey(
        KeyArn arn,
        String description,
        List<String> aliases,
        String manager,
        String spec,
        String usage,
        String origin,
        String state,
        boolean multiRegion,
        Instant created,
        Optional<Instant> deletionDate,
        Optional<Instant> validTo,
        Optional<KeyRotation> rotation,
        Optional<Replicas> replicas) {
    public CustomerKey(
            KeyArn arn,
            String description,
            List<String> aliases,
            String manager,
            String spec,
            String usage,
            String origin,
            String state,
            boolean multiRegion,
            Instant created,
            Optional<Instant> deletionDate,
            Optional<Instant> validTo,
            Optional<KeyRotation> rotation) {
        this(
                arn,
                description,
                aliases,
                manager,
                spec,
                usage,
                origin,
                state,
                multiRegion,
                created,
                deletionDate,
                validTo,
                rotation,
                Optional.empty());
    }

    public CustomerKey {
        aliases = List.copyOf(aliases);
    }

    /** Why Atlas could not use the key. */
    public enum Unusable {
        AWS_MANAGED,
        NOT_SYMMETRIC,
        NOT_FOR_ENCRYPTION,
        DISABLED,
        PENDING_DELETION,
        PENDING_IMPORT,
        NOT_READY
    }

    /**
     * Empty when Atlas can use a key like this: customer managed, symmetric, for encryption, enabled. Order: what
     * can never be mended first.
     */
    public Optional<Unusable> unusable() {
        if (!manager.equals("CUSTOMER")) {
            return Optional.of(Unusable.AWS_MANAGED);
        }
        if (!usage.equals("ENCRYPT_DECRYPT")) {
            return Optional.of(Unusable.NOT_FOR_ENCRYPTION);
        }
        if (!spec.equals("SYMMETRIC_DEFAULT")) {
            return Optional.of(Unusable.NOT_SYMMETRIC);
        }
        return switch (state) {
            case "Enabled" -> Optional.empty();
            case "Disabled" -> Optional.of(Unusable.DISABLED);
            case "PendingDeletion", "PendingReplicaDeletion" -> Optional.of(Unusable.PENDING_DELETION);
            case "PendingImport" -> Optional.of(Unusable.PENDING_IMPORT);
            default -> Optional.of(Unusable.NOT_READY);
        };
    }
}
