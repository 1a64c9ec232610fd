package dev.cmkconsole.sandbox.aws.kms;

import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.KeyMaterial;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.state.KmsKey.State;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Brings keys up to date. Changes that depend on time are applied at the next access to a key. */
public final class KmsLifecycle {

    private final AwsState state;

    public KmsLifecycle(AwsState state) {
        this.state = state;
    }

    public void settle() {
        var now = state.now();
        for (var key : new ArrayList<>(state.keys.values())) {
            settle(key, now);
        }
        state.keys.values().stream()
                .filter(key -> key.state == State.PENDING_DELETION && key.deletionDate.isPresent())
                .sorted(Comparator.comparing(key -> key.deletionDate.get()))
                .toList()
                .forEach(key -> delete(key, now));
    }

    private void settle(KmsKey key, Instant now) {
        if (key.stateUntil.filter(until -> !until.isAfter(now)).isPresent()) {
            key.state = State.ENABLED;
            key.stateUntil = Optional.empty();
        }
        for (var id : key.imports.expired(now)) {
            dropMaterial(key, id);
        }
        if (key.isPrimary()) {
            rotate(key, now);
        }
    }

    /** A primary's own waiting period starts when its last replica is deleted, and may already be over. */
    private void delete(KmsKey key, Instant now) {
        if (key.deletionDate.orElseThrow().isAfter(now)) {
            return;
        }
        state.remove(key);
        var related = state.keys.values().stream()
                .filter(other -> other.id.equals(key.id))
                .toList();
        if (related.size() == 1 && related.getFirst().state == State.PENDING_REPLICA_DELETION) {
            var primary = related.getFirst();
            primary.state = State.PENDING_DELETION;
            primary.deletionDate =
                    Optional.of(key.deletionDate.orElseThrow().plus(Duration.ofDays(primary.pendingWindowDays)));
            delete(primary, now);
        }
    }

    /**
     * Drops expired or deleted imported material. Material that ever was current stays part of the key, which can be
     * used again only once the same bytes are imported. Material that waits for a rotation is forgotten.
     */
    void dropMaterial(KmsKey key, String materialId) {
        key.imports.remove(materialId);
        if (key.material.isPending(materialId)) {
            if (key.isPrimary()) {
                key.material.pending = Optional.empty();
                related(key).forEach(other -> other.imports.remove(materialId));
            }
            return;
        }
        if (key.state == State.ENABLED || key.state == State.DISABLED || key.state == State.UPDATING) {
            key.state = State.PENDING_IMPORT;
            key.stateUntil = Optional.empty();
        }
    }

    /** The same key in all its Regions. */
    List<KmsKey> related(KmsKey key) {
        return state.keys.values().stream().filter(k -> k.id.equals(key.id)).toList();
    }

    /** A key that cannot be used does not rotate. */
    private void rotate(KmsKey key, Instant now) {
        var material = key.material;
        if (material.versions.isEmpty() || key.state != State.ENABLED && key.state != State.UPDATING) {
            return;
        }
        var finished = material.onDemandStarted
                .map(start -> start.plus(state.settings.keyTransition()))
                .filter(end -> !end.isAfter(now));
        if (finished.isPresent()) {
            var bytes = material.pending.map(KeyMaterial.Version::bytes).orElseGet(() -> state.ids.bytes(32));
            material.versions.add(KeyMaterial.Version.of(key.id, bytes, finished, true));
            material.pending = Optional.empty();
            material.onDemandStarted = Optional.empty();
        }
        if (material.automaticRotation && !material.nextRotation.isAfter(now)) {
            var due = material.nextRotation;
            var period = Duration.ofDays(material.periodDays);
            for (; !due.isAfter(now); due = due.plus(period)) {
                material.versions.add(KeyMaterial.Version.of(key.id, state.ids.bytes(32), Optional.of(due), false));
            }
            material.nextRotation = due;
        }
    }

    /** Rotations that were due while the key was disabled happen as a single rotation when it is enabled. */
    void enabled(KmsKey key) {
        var material = key.material;
        if (material.automaticRotation && material.nextRotation.isBefore(state.now())) {
            material.nextRotation = state.now();
        }
    }

    /** Refuses cryptographic operations that the key's state forbids. */
    static void requireUsable(KmsKey key) {
        switch (key.state) {
            case ENABLED, UPDATING -> {}
            case DISABLED -> throw AwsFault.kms("DisabledException", key.arn() + " is disabled.");
            default -> throw invalidState(key);
        }
    }

    /** Refuses management operations on a key that is pending deletion. */
    static void requireNotPendingDeletion(KmsKey key) {
        if (key.state == State.PENDING_DELETION || key.state == State.PENDING_REPLICA_DELETION) {
            throw invalidState(key);
        }
    }

    static AwsFault invalidState(KmsKey key) {
        return AwsFault.kms(
                "KMSInvalidStateException",
                key.arn()
                        + switch (key.state) {
                            case PENDING_DELETION -> " is pending deletion.";
                            case PENDING_REPLICA_DELETION -> " is pending replica deletion.";
                            case PENDING_IMPORT -> " is pending import.";
                            case UNAVAILABLE -> " is unavailable.";
                            case CREATING -> " is creating.";
                            case UPDATING -> " is updating.";
                            case DISABLED -> " is disabled.";
                            case ENABLED -> " is enabled.";
                        });
    }
}
