package dev.cmkconsole.model.atlas;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the last change of the project's key has reached one cluster.
 *
 * @param since when the cluster had the key at the latest; only for DEPLOYED, empty if no change was seen
 * @param proofAt when a cluster that stays idle counts as deployed; only for UNPROVED
 * @param kept how long the backup schedule keeps a snapshot that the cluster takes until then; empty if unknown
 */
public record KeyDeployment(
        DeploymentKind kind, Optional<Instant> since, Optional<Instant> proofAt, Optional<Duration> kept) {

    /**
     * DEPLOYED: its nodes use the present key. CHANGING: it is not idle. PAUSED: it takes a key when it is resumed.
     * UNPROVED: it is idle, but nothing shows that it took the change. UNKNOWN: the evidence cannot be read.
     */
    public enum DeploymentKind {
        DEPLOYED,
        CHANGING,
        PAUSED,
        UNPROVED,
        UNKNOWN
    }

    public static KeyDeployment of(DeploymentKind kind) {
        return new KeyDeployment(kind, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static KeyDeployment since(Instant at) {
        return new KeyDeployment(DeploymentKind.DEPLOYED, Optional.of(at), Optional.empty(), Optional.empty());
    }

    public static KeyDeployment unproved(Optional<Instant> proofAt) {
        return new KeyDeployment(DeploymentKind.UNPROVED, Optional.empty(), proofAt, Optional.empty());
    }

    public KeyDeployment keeping(Optional<Duration> schedule) {
        return new KeyDeployment(kind, since, proofAt, schedule);
    }

    public boolean deployed() {
        return kind == DeploymentKind.DEPLOYED;
    }
}
