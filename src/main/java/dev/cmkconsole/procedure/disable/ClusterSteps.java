package dev.cmkconsole.procedure.disable;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops the encryption of every cluster with the project's key. Each cluster is a lane. Clusters that are idle come
 * first, so that every request that can be sent is sent before the first wait.
 */
final class ClusterSteps {
    private final ProjectSnapshot now;
    private final WaitSettings waits;

    ClusterSteps(ProjectSnapshot now, WaitSettings waits) {
        this.now = now;
        this.waits = waits;
    }

    private List<Cluster> all() {
        return present().stream()
                .filter(c -> !c.status().deleting())
                .filter(c -> c.encrypted() || c.encryption() == EncryptionProvider.NONE)
                .toList();
    }

    private List<Cluster> present() {
        return now.clusters().value().orElse(List.of()).stream()
                .filter(Cluster::eligibleTier)
                .toList();
    }

    /** The clusters that are set to the project's key. */
    List<Cluster> toChange() {
        return all().stream().filter(Cluster::encrypted).toList();
    }

    /** Whether every cluster was read, and none is set to the project's key. */
    boolean over() {
        return now.clusters()
                .value()
                .filter(some -> some.stream().noneMatch(Cluster::encrypted))
                .isPresent();
    }

    /** A paused cluster takes no change, and the project keeps its key as long as one cluster has it. */
    Step check() {
        var paused = all().stream()
                .filter(c -> c.encrypted() && c.paused())
                .map(Cluster::name)
                .toList();
        Status status = now.clusters()
                .fold(
                        _ -> paused.isEmpty()
                                ? Status.DONE
                                : new Status.Blocked(Text.of("disable.clusters.paused", String.join(", ", paused))),
                        _ -> new Status.Blocked(Text.of("plan.unreadable.clusters")));
        return Step.check(StepId.of("check-clusters"))
                .words("disable.clusters")
                .status(status)
                .build();
    }

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        var later = new ArrayList<Step>();
        for (var cluster : all()) {
            if (cluster.encrypted() && !cluster.idle()) {
                later.add(settled(cluster));
                later.add(change(cluster));
            } else {
                steps.add(change(cluster));
            }
        }
        steps.addAll(later);
        all().forEach(c -> steps.add(deployed(c)));
        present().stream().filter(c -> c.encrypted() && c.status().deleting()).forEach(c -> steps.add(gone(c)));
        return steps;
    }

    private Step change(Cluster cluster) {
        var name = cluster.name();
        return Step.atlas(StepId.of("decrypt", name))
                .words("disable.cluster")
                .inTitle(name)
                .explanation(Text.of("clusters.off.explain." + cluster.edition(), name))
                .reversibility(Reversibility.COMPENSATE)
                .lane(name)
                .status(Status.when(!cluster.encrypted()))
                .request(AtlasRequests.setClusterEncryption(now.project().id(), name, EncryptionProvider.NONE))
                .before(AtlasRequests.clusterEncryption(cluster.encryption()))
                .target(name)
                .build();
    }

    /** The project keeps its key until a cluster that is being deleted is gone. */
    private Step gone(Cluster cluster) {
        return wait("gone", cluster, "disable.gone", false, new Awaited.ClustersSettled());
    }

    private Step settled(Cluster cluster) {
        return wait("settled", cluster, "disable.settled", cluster.idle(), new Awaited.ClusterSettled(cluster.name()));
    }

    private Step deployed(Cluster cluster) {
        return wait(
                "deployed",
                cluster,
                "clusters.wait",
                !cluster.encrypted() && cluster.idle(),
                new Awaited.ClusterSettled(cluster.name()));
    }

    private Step wait(String id, Cluster cluster, String words, boolean over, Awaited what) {
        return Step.waiting(StepId.of(id, cluster.name()))
                .words(words)
                .inTitle(cluster.name())
                .inExplanation(cluster.name())
                .lane(cluster.name())
                .status(Status.when(over))
                .until(what)
                .poll(waits.poll())
                .build();
    }
}
