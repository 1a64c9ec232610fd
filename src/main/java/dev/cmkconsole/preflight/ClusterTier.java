package dev.cmkconsole.preflight;

import dev.cmkconsole.model.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prerequisite: a cluster large enough to use customer-managed keys. A project without clusters may be set up
 * first.
 */
final class ClusterTier extends Check {
    ClusterTier() {
        super("cluster-tier", Group.ATLAS, List.of("listClusters", "listFlexClusters"), Set.of(Part.CLUSTERS));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        if (facts.known(Part.CLUSTERS).isEmpty()) {
            return unread(facts, Part.CLUSTERS);
        }
        var clusters = facts.known(Part.CLUSTERS).get();
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
