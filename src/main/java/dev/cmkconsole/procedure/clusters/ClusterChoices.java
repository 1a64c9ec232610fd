package dev.cmkconsole.procedure.clusters;

import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The choices of the clusters procedure.
 *
 * @param wanted by cluster name, whether the cluster shall be encrypted with the project's key
 * @param create a cluster to create, encrypted from its first byte
 * @param accepted steps without an answer that the user accepted
 */
public record ClusterChoices(Map<String, Boolean> wanted, Optional<NewCluster> create, Set<StepId> accepted)
        implements Choices<ClusterChoices> {
    public ClusterChoices {
        wanted = java.util.Collections.unmodifiableMap(new TreeMap<>(wanted));
        accepted = Set.copyOf(accepted);
    }

    public ClusterChoices(Map<String, Boolean> wanted, Optional<NewCluster> create) {
        this(wanted, create, Set.of());
    }

    public static ClusterChoices create(NewCluster cluster) {
        return new ClusterChoices(Map.of(), Optional.of(cluster));
    }

    /** Whether some cluster shall be encrypted with the key. */
    boolean turnsOn() {
        return create.isPresent() || wanted.containsValue(true);
    }

    @Override
    public ClusterChoices withAccepted(Set<StepId> steps) {
        return new ClusterChoices(wanted, create, steps);
    }

    @Override
    public ClusterChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
