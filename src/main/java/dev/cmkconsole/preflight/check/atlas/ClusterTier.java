package dev.cmkconsole.preflight.check.atlas;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code cluster-tier}: some cluster is large enough for customer-managed keys. A project without clusters passes,
 * because it may be set up first.
 */
public final class ClusterTier extends Check {
    public ClusterTier() {
        super(
                CheckId.CLUSTER_TIER,
                Group.ATLAS,
                List.of("listClusters", "listFlexClusters"),
                Set.of(Evidence.CLUSTERS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.known(Evidence.CLUSTERS).isEmpty()) {
            return unread(facts, Evidence.CLUSTERS);
        }
        var clusters = facts.known(Evidence.CLUSTERS).get();
        if (clusters.isEmpty()) {
            return pass("none");
        }
        long eligible = clusters.stream().filter(Cluster::eligibleTier).count();
        if (eligible == 0) {
            return fail(text("fail", clusters.size()), List.of(), advice("fix"));
        }
        return pass(
                text("pass", eligible, clusters.size()),
                clusters.stream()
                        .filter(c -> !c.eligibleTier())
                        .map(c -> text("small", c.name(), c.instanceSize()))
                        .toList());
    }
}
