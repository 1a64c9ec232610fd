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
 */
public record ClusterChoices(Map<String, Boolean> wanted, Optional<NewCluster> create)
        implements Choices<ClusterChoices> {
    public ClusterChoices {
        wanted = java.util.Collections.unmodifiableMap(new TreeMap<>(wanted));
    }

    public static ClusterChoices create(NewCluster cluster) {
        return new ClusterChoices(Map.of(), Optional.of(cluster));
    }

    @Override
    public ClusterChoices withAccepted(Set<StepId> steps) {
        return this;
    }

    @Override
    public ClusterChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
