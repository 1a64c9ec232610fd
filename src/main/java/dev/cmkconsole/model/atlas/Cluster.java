package dev.cmkconsole.model.atlas;

import java.util.List;
import java.util.Optional;

/**
 * One cluster, dedicated or not.
 *
 * @param state Atlas' {@code stateName}: IDLE, CREATING, UPDATING, DELETING, REPAIRING, or what came after
 * @param clouds cloud providers it runs on, in Atlas' words
 * @param regions Atlas' region names
 * @param shards number of shards; 1 for a replica set
 * @param diskSizeGb per node, of the first shard; 0 where unknown
 */
public record Cluster(
        String id,
        String name,
        Kind kind,
        String clusterType,
        String instanceSize,
        List<String> clouds,
        List<String> regions,
        int shards,
        double diskSizeGb,
        String state,
        boolean paused,
        boolean backupEnabled,
        boolean pitEnabled,
        EncryptionProvider encryption,
        String mongoDbVersion) {

    public enum Kind {
        DEDICATED,
        SHARED,
        FLEX,
        SERVERLESS
    }

    public Cluster {
        clouds = List.copyOf(clouds);
        regions = List.copyOf(regions);
    }

    public boolean idle() {
        return state.equals("IDLE");
    }

    public boolean encrypted() {
        return encryption == EncryptionProvider.AWS;
    }

    /** Why customer key management cannot be turned on or off now. */
    public enum Obstacle {
        SHARED_TIER,
        FLEX,
        SERVERLESS,
        PAUSED,
        BUSY,
        OTHER_PROVIDER
    }

    /**
     * Empty when the cluster can be switched now. Atlas needs M10 or larger, running, and not in the middle of a
     * change.
     */
    public Optional<Obstacle> obstacle() {
        return switch (kind) {
            case SHARED -> Optional.of(Obstacle.SHARED_TIER);
            case FLEX -> Optional.of(Obstacle.FLEX);
            case SERVERLESS -> Optional.of(Obstacle.SERVERLESS);
            case DEDICATED ->
                paused
                        ? Optional.of(Obstacle.PAUSED)
                        : !idle()
                                ? Optional.of(Obstacle.BUSY)
                                : encryption != EncryptionProvider.NONE && encryption != EncryptionProvider.AWS
                                        ? Optional.of(Obstacle.OTHER_PROVIDER)
                                        : Optional.empty();
        };
    }

    /** Whether this tier can ever use customer-managed keys. */
    public boolean eligibleTier() {
        return kind == Kind.DEDICATED;
    }
}
