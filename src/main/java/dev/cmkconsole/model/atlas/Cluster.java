package dev.cmkconsole.model.atlas;

import dev.cmkconsole.model.aws.AwsRegion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One cluster, dedicated or not. */
public record Cluster(
        String id,
        String name,
        TierKind kind,
        ClusterShape shape,
        ClusterStatus status,
        ClusterBackup backup,
        EncryptionProvider encryption) {

    public enum TierKind {
        DEDICATED,
        SHARED,
        FLEX,
        SERVERLESS
    }

    public String clusterType() {
        return shape.clusterType();
    }

    public String instanceSize() {
        return shape.instanceSize();
    }

    public List<String> clouds() {
        return shape.clouds();
    }

    public List<String> regions() {
        return shape.regions();
    }

    /** Whether AWS is the only cloud that it runs on. */
    public boolean onAwsAlone() {
        return !clouds().isEmpty() && clouds().stream().allMatch("AWS"::equals);
    }

    /** The AWS regions in which a dedicated cluster has nodes; empty where it also runs on another cloud. */
    public Set<AwsRegion> awsRegions() {
        return eligibleTier() && onAwsAlone()
                ? regions().stream().map(AwsRegion::of).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    public int shards() {
        return shape.shards();
    }

    /** How it takes a key; what is said of one edition is not true of another. */
    public DatabaseEdition edition() {
        return shape.software().edition();
    }

    public String state() {
        return status.state();
    }

    public boolean paused() {
        return status.paused();
    }

    public boolean backupEnabled() {
        return backup.enabled();
    }

    public boolean pitEnabled() {
        return backup.pointInTime();
    }

    public boolean idle() {
        return status.idle();
    }

    /** Whether Atlas was told to encrypt it with the project's key, whether or not it has got that far. */
    public boolean encrypted() {
        return encryption == EncryptionProvider.AWS;
    }

    /**
     * How far the project's key encrypts the cluster. CHANGING: it is set, and Atlas is changing the cluster, so that
     * parts of it may not be encrypted yet.
     */
    public enum Coverage {
        ENCRYPTED,
        CHANGING,
        OPEN,
        OTHER_PROVIDER,
        NOT_POSSIBLE
    }

    public Coverage coverage() {
        if (!eligibleTier()) {
            return Coverage.NOT_POSSIBLE;
        }
        return switch (encryption) {
            case AWS -> idle() ? Coverage.ENCRYPTED : Coverage.CHANGING;
            case NONE -> Coverage.OPEN;
            case AZURE, GCP, UNKNOWN -> Coverage.OTHER_PROVIDER;
        };
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
     * Empty if customer key management can be turned on or off now. Atlas requires a running cluster of M10 or larger
     * without a change in progress.
     */
    public Optional<Obstacle> obstacle() {
        return switch (kind) {
            case SHARED -> Optional.of(Obstacle.SHARED_TIER);
            case FLEX -> Optional.of(Obstacle.FLEX);
            case SERVERLESS -> Optional.of(Obstacle.SERVERLESS);
            case DEDICATED -> dedicatedObstacle();
        };
    }

    private Optional<Obstacle> dedicatedObstacle() {
        if (paused()) {
            return Optional.of(Obstacle.PAUSED);
        }
        if (!idle()) {
            return Optional.of(Obstacle.BUSY);
        }
        boolean ours = encryption == EncryptionProvider.NONE || encryption == EncryptionProvider.AWS;
        return ours ? Optional.empty() : Optional.of(Obstacle.OTHER_PROVIDER);
    }

    /** Whether clusters of this tier can use customer-managed keys. */
    public boolean eligibleTier() {
        return kind == TierKind.DEDICATED;
    }
}
