package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One KMS key in one Region. A replica is a separate key that shares its material. */
public final class KmsKey {

    /** The states of the KMS API that a sandbox key can be in. */
    public enum State {
        CREATING("Creating"),
        ENABLED("Enabled"),
        DISABLED("Disabled"),
        PENDING_DELETION("PendingDeletion"),
        PENDING_IMPORT("PendingImport"),
        PENDING_REPLICA_DELETION("PendingReplicaDeletion"),
        UNAVAILABLE("Unavailable"),
        UPDATING("Updating");

        public final String wire;

        State(String wire) {
            this.wire = wire;
        }

        public static Optional<State> of(String wire) {
            return java.util.Arrays.stream(values())
                    .filter(s -> s.wire.equals(wire))
                    .findFirst();
        }
    }

    /** The last usage, as GetKeyLastUsage reports it. */
    public record LastUsage(String operation, Instant when, String eventId, String requestId) {}

    /** What the key is for and where its material comes from, in the words of CreateKey. */
    public record Kind(String spec, String usage, String origin) {}

    public final Account account;
    public final String region;
    public final String id;
    public final Instant created;
    public final String spec;
    public final String usage;
    public final String origin;
    public final boolean multiRegion;
    public final KeyMaterial material;
    public String manager = "CUSTOMER";
    public String primaryRegion;
    public String description = "";
    public State state = State.ENABLED;
    /** When a transitional state ({@code Creating}, {@code Updating}) ends. */
    public Optional<Instant> stateUntil = Optional.empty();

    public Optional<Instant> deletionDate = Optional.empty();
    public int pendingWindowDays;
    public final Imports imports = new Imports();
    public StoredPolicy policy;
    public final Map<String, String> tags = new LinkedHashMap<>();
    public final Map<String, Grant> grants = new LinkedHashMap<>();
    public Optional<LastUsage> lastUsage = Optional.empty();

    public KmsKey(Account account, String region, String id, Instant created, Kind kind, KeyMaterial material) {
        this.account = account;
        this.region = region;
        this.id = id;
        this.created = created;
        this.spec = kind.spec();
        this.usage = kind.usage();
        this.origin = kind.origin();
        this.multiRegion = id.startsWith("mrk-");
        this.primaryRegion = region;
        this.material = material;
    }

    public String arn() {
        return "arn:" + account.partition + ":kms:" + region + ":" + account.id + ":key/" + id;
    }

    /** Whether the material that encrypts is imported. */
    public boolean currentImported() {
        return !material.versions.isEmpty() && imports.has(material.current().id());
    }

    /** Expiry of the material that encrypts; absent where it does not expire or is not imported. */
    public Optional<Instant> validTo() {
        return material.versions.isEmpty()
                ? Optional.empty()
                : imports.until(material.current().id());
    }

    /** Whether every material that ever was current is imported. KMS refuses every use of the key without it. */
    public boolean allImported() {
        return !material.versions.isEmpty()
                && material.versions.stream().map(KeyMaterial.Version::id).allMatch(imports::has);
    }

    public boolean isPrimary() {
        return region.equals(primaryRegion);
    }

    public boolean isSymmetric() {
        return spec.equals("SYMMETRIC_DEFAULT");
    }
}
