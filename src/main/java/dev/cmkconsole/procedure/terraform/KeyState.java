package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.configuration.KeySettings;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.procedure.plan.Output;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A KMS key as it will be. */
final class KeyState {
    private final Origin origin;
    private final Observed<Map<String, String>> tags;
    private final Map<String, Held<Boolean>> aliases = new TreeMap<>();
    private final Held<Observed<String>> policy;
    private Optional<KeyRotation> rotation;
    private boolean enabled;

    /**
     * What never changes.
     *
     * @param arn holds an output while the key does not exist
     * @param material of the key's material, such as AWS_KMS or EXTERNAL
     * @param primary the primary key of a replica; empty for every other key
     * @param validTo when imported material expires
     */
    record Origin(
            KeyArn arn,
            String description,
            String material,
            boolean multiRegion,
            Optional<KeyArn> primary,
            Optional<Instant> validTo,
            boolean pendingDeletion) {}

    private KeyState(
            Origin origin,
            Observed<Map<String, String>> tags,
            Held<Observed<String>> policy,
            Optional<KeyRotation> rotation,
            boolean enabled) {
        this.origin = origin;
        this.tags = tags;
        this.policy = policy;
        this.rotation = rotation;
        this.enabled = enabled;
    }

    static KeyState of(KeySettings read) {
        var key = read.key();
        var arn = key.arn();
        var primary = key.replicas()
                .map(all -> new KeyArn(arn.partition(), all.primary(), arn.account(), arn.keyId()))
                .filter(p -> !p.equals(arn));
        var state = new KeyState(
                new Origin(
                        arn,
                        key.description(),
                        key.origin(),
                        key.multiRegion(),
                        primary,
                        key.validTo(),
                        key.state().awaitsDeletion()),
                read.tags(),
                Held.existing(read.policy()),
                key.rotation(),
                !key.state().disabled());
        key.aliases().forEach(alias -> state.aliases.put(alias, Held.existing(true)));
        return state;
    }

    /** A key that the plan creates: with the default key policy, and without rotation until a step turns it on. */
    static KeyState planned(NewKey wish, Instant at) {
        var arn =
                new KeyArn(wish.region().partition(), wish.region(), Output.KEY_ACCOUNT.token(), Output.KEY_ID.token());
        return new KeyState(
                new Origin(
                        arn,
                        wish.description(),
                        "AWS_KMS",
                        wish.multiRegion(),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                new Observed.Known<>(wish.allTags(), at),
                Held.planned(Observed.notRead()),
                Optional.of(KeyRotation.OFF),
                true);
    }

    /** A replica that the plan creates. Its ARN is known, because it has the primary key's id. */
    static KeyState planned(AwsRequest.ReplicateKey wish, Instant at) {
        return new KeyState(
                new Origin(
                        wish.replica(),
                        wish.description(),
                        "AWS_KMS",
                        true,
                        Optional.of(wish.primary()),
                        Optional.empty(),
                        false),
                new Observed.Known<>(Map.of(), at),
                Held.planned(wish.policy().isBlank() ? Observed.notRead() : new Observed.Known<>(wish.policy(), at)),
                Optional.of(KeyRotation.OFF),
                true);
    }

    Origin origin() {
        return origin;
    }

    KeyArn arn() {
        return origin.arn();
    }

    /** Whether the plan creates the key itself, and not only a replica. */
    boolean planned() {
        return arn().keyId().equals(Output.KEY_ID.token()) && origin.primary().isEmpty();
    }

    Observed<Map<String, String>> tags() {
        return tags;
    }

    Map<String, Held<Boolean>> aliases() {
        return aliases;
    }

    /** The key policy, which is a resource of its own; not read where the key gets the default one. */
    Held<Observed<String>> policy() {
        return policy;
    }

    /** Empty where KMS did not say. */
    Optional<KeyRotation> rotation() {
        return rotation;
    }

    void rotateEvery(int days) {
        rotation = Optional.of(new KeyRotation(true, Optional.of(days), Optional.empty(), Optional.empty()));
    }

    boolean enabled() {
        return enabled;
    }

    void enable(boolean on) {
        enabled = on;
    }

    /** A name that stays the same from the plan of the key to every later export. */
    String name() {
        var made = tags.value().map(t -> t.getOrDefault(NewKey.ALIAS_TAG, "")).orElse("");
        var first = made.isEmpty()
                ? List.copyOf(aliases.keySet()).stream().findFirst().orElse(arn().keyId())
                : made;
        return first.replaceFirst("^alias/", "");
    }
}
