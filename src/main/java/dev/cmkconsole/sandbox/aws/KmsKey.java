package dev.cmkconsole.sandbox.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One KMS key in one Region; a replica is a key of its own that shares its material. */
final class KmsKey {

    /** The states of the KMS API that a sandbox key can be in. */
    enum State {
        CREATING("Creating"),
        ENABLED("Enabled"),
        DISABLED("Disabled"),
        PENDING_DELETION("PendingDeletion"),
        PENDING_IMPORT("PendingImport"),
        PENDING_REPLICA_DELETION("PendingReplicaDeletion"),
        UNAVAILABLE("Unavailable"),
        UPDATING("Updating");

        final String wire;

        State(String wire) {
            this.wire = wire;
        }

        static Optional<State> of(String wire) {
            return java.util.Arrays.stream(values())
                    .filter(s -> s.wire.equals(wire))
                    .findFirst();
        }
    }

    /** Usage as GetKeyLastUsage reports it. */
    record LastUsage(String operation, Instant when, String eventId, String requestId) {}

    final Account account;
    final String region;
    final String id;
    final Instant created;
    final String spec;
    final String usage;
    final String origin;
    final boolean multiRegion;
    final KeyMaterial material;
    String manager = "CUSTOMER";
    String primaryRegion;
    String description = "";
    State state = State.ENABLED;
    /** Until when a state of passage lasts ({@code Creating}, {@code Updating}). */
    Optional<Instant> stateUntil = Optional.empty();

    Optional<Instant> deletionDate = Optional.empty();
    int pendingWindowDays;
    /** Expiry of imported material; absent where it does not expire. */
    Optional<Instant> validTo = Optional.empty();

    boolean imported;
    StoredPolicy policy;
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, Grant> grants = new LinkedHashMap<>();
    Optional<LastUsage> lastUsage = Optional.empty();

    KmsKey(
            Account account,
            String region,
            String id,
            Instant created,
            String spec,
            String usage,
            String origin,
            KeyMaterial material) {
        this.account = account;
        this.region = region;
        this.id = id;
        this.created = created;
        this.spec = spec;
        this.usage = usage;
        this.origin = origin;
        this.multiRegion = id.startsWith("mrk-");
        this.primaryRegion = region;
        this.material = material;
    }

    String arn() {
        return "arn:" + account.partition + ":kms:" + region + ":" + account.id + ":key/" + id;
    }

    boolean isPrimary() {
        return region.equals(primaryRegion);
    }

    boolean isSymmetric() {
        return spec.equals("SYMMETRIC_DEFAULT");
    }
}
