package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind;
import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.outcome.Observed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether the last change of the project's key has reached a cluster. No Atlas field says so. The evidence is an
 * update of the cluster that began and ended after the change, or a day with the cluster idle at both ends.
 */
public final class Deployments {
    public static final String CONFIGURED = "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED";
    public static final String ROTATING = "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED";
    public static final String ROTATED = "AWS_ENCRYPTION_KEY_ROTATED";
    public static final String SUBMITTED = "CLUSTER_UPDATE_SUBMITTED";
    public static final String STARTED = "CLUSTER_UPDATE_STARTED";
    public static final String COMPLETED = "CLUSTER_UPDATE_COMPLETED";
    public static final String DELETED = "CLUSTER_DELETED";
    /** Every event type that is evidence. */
    public static final List<String> TYPES =
            List.of(CONFIGURED, ROTATING, ROTATED, SUBMITTED, STARTED, COMPLETED, DELETED);
    /** Events that can end or begin the use of a key in a project. */
    public static final List<String> CHANGES_OF_KEY = List.of(CONFIGURED, ROTATING, ROTATED);
    /** Without other evidence, a cluster that is idle this long after a change counts as deployed. */
    public static final Duration QUIET = Duration.ofHours(24);

    private final Instant now;
    private final Optional<Instant> changed;
    private final Observed<List<ProjectEvent>> feed;

    private Deployments(Instant now, Optional<Instant> changed, Observed<List<ProjectEvent>> feed) {
        this.now = now;
        this.changed = changed;
        this.feed = feed;
    }

    /** @param elsewhere a change that something other than the feed knows of, which may lag behind */
    public static Deployments of(Instant now, Optional<Instant> elsewhere, Observed<List<ProjectEvent>> feed) {
        var inFeed = feed.value().orElse(List.of()).stream()
                .filter(e -> CHANGES_OF_KEY.contains(e.type()))
                .map(ProjectEvent::at)
                .max(Comparator.naturalOrder());
        var changed =
                inFeed.filter(at -> elsewhere.filter(at::isBefore).isEmpty()).or(() -> elsewhere);
        return new Deployments(now, changed, feed);
    }

    /** When the project's key, or its access to it, last changed; empty if nothing shows a change. */
    public Optional<Instant> changed() {
        return changed;
    }

    public KeyDeployment of(Cluster cluster) {
        if (cluster.encryption() == EncryptionProvider.UNKNOWN) {
            return KeyDeployment.of(DeploymentKind.UNKNOWN);
        }
        if (!cluster.idle()) {
            return KeyDeployment.of(DeploymentKind.CHANGING);
        }
        if (cluster.paused() && cluster.encrypted()) {
            return KeyDeployment.of(DeploymentKind.PAUSED);
        }
        if (feed.value().isEmpty()) {
            return KeyDeployment.of(DeploymentKind.UNKNOWN);
        }
        var events = feed.value().get().stream()
                .filter(e -> e.cluster().filter(cluster.name()::equals).isPresent())
                .toList();
        return cluster.encrypted()
                ? since(changed, events)
                : since(last(events, e -> e.type().equals(SUBMITTED)), events);
    }

    /** Search nodes have no events that end; only a quiet day shows that they took a change. */
    public KeyDeployment ofSearchNodes(String state) {
        if (!state.equals("IDLE")) {
            return KeyDeployment.of(DeploymentKind.CHANGING);
        }
        return feed.value().isEmpty() ? KeyDeployment.of(DeploymentKind.UNKNOWN) : quiet(changed);
    }

    /** @param change what the cluster has to take */
    private KeyDeployment since(Optional<Instant> change, List<ProjectEvent> events) {
        if (change.isEmpty()) {
            return KeyDeployment.of(DeploymentKind.DEPLOYED);
        }
        // Events of one second have no order.
        var from = change.get().truncatedTo(ChronoUnit.SECONDS);
        var ended = events.stream()
                .filter(e -> e.type().equals(STARTED) || e.type().equals(ROTATING))
                .map(ProjectEvent::at)
                .filter(at -> !at.isBefore(from))
                .min(Comparator.naturalOrder())
                .flatMap(began -> last(events, e -> e.type().equals(COMPLETED) && e.at().isAfter(began)));
        if (ended.isPresent()) {
            return KeyDeployment.since(ended.get());
        }
        var last = last(events, e -> e.type().equals(STARTED) || e.type().equals(COMPLETED));
        boolean open = last.filter(
                        at -> events.stream().noneMatch(e -> e.type().equals(COMPLETED) && e.at().equals(at)))
                .isPresent();
        return open
                ? KeyDeployment.unproved(Optional.empty())
                : quiet(last.filter(change.get()::isBefore).or(() -> change));
    }

    /** @param since from when on the key was configured and the cluster idle */
    private KeyDeployment quiet(Optional<Instant> since) {
        if (since.isEmpty()) {
            return KeyDeployment.of(DeploymentKind.DEPLOYED);
        }
        var proof = since.get().plus(QUIET);
        return proof.isAfter(now) ? KeyDeployment.unproved(Optional.of(proof)) : KeyDeployment.since(proof);
    }

    private static Optional<Instant> last(List<ProjectEvent> events, java.util.function.Predicate<ProjectEvent> which) {
        return events.stream().filter(which).map(ProjectEvent::at).max(Comparator.naturalOrder());
    }
}
