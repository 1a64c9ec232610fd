package dev.cmkconsole.procedure.network;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.endpoint.EndpointGate;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.replica.SingleRegionKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The regions that need an endpoint, and what Atlas does not support about the clusters in them. */
final class WantedRegions {
    static final StepId CLUSTERS = StepId.of("check-clusters");

    private final ProjectSnapshot now;
    private final NetworkChoices want;

    WantedRegions(ProjectSnapshot now, NetworkChoices want) {
        this.now = now;
        this.want = want;
    }

    /** The chosen regions; else those of all clusters, and without a cluster the key's. */
    Set<AwsRegion> all() {
        if (!want.regions().isEmpty()) {
            return want.regions();
        }
        var regions = new TreeSet<AwsRegion>();
        present().forEach(c -> regions.addAll(c.awsRegions()));
        if (regions.isEmpty()) {
            kms().flatMap(AwsKms::region).ifPresent(regions::add);
        }
        return regions;
    }

    private Optional<AwsKms> kms() {
        return now.encryption().value().map(e -> e.awsKms()).filter(AwsKms::enabled);
    }

    private List<Cluster> present() {
        return now.clusters().value().orElse(List.of()).stream()
                .filter(Cluster::eligibleTier)
                .filter(c -> !c.status().deleting())
                .toList();
    }

    private boolean singleRegionKey() {
        return kms().filter(EndpointGate::singleRegion).isPresent();
    }

    /** Atlas supports private networking for a project on AWS alone, and no cluster of several regions with a key of one. */
    Step clouds(boolean over) {
        return Step.check(CLUSTERS)
                .words("network.clusters")
                .status(over ? Status.NOT_NEEDED : cloudStatus())
                .build();
    }

    private Status cloudStatus() {
        if (now.clusters().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.clusters"));
        }
        var elsewhere = named(present().stream().filter(c -> !c.onAwsAlone()).toList());
        if (!elsewhere.isEmpty()) {
            return new Status.Blocked(Text.of("network.clusters.otherCloud", elsewhere));
        }
        var spread = singleRegionKey()
                ? named(present().stream()
                        .filter(Cluster::encrypted)
                        .filter(c -> c.awsRegions().size() > 1)
                        .toList())
                : "";
        return spread.isEmpty() ? Status.DONE : new Status.Blocked(Text.of("network.clusters.singleRegionKey", spread));
    }

    Step known(boolean over) {
        return SingleRegionKey.check(all(), kms().flatMap(AwsKms::region), singleRegionKey(), over, want.accepted());
    }

    /** No encrypted cluster stands where an endpoint is deleted while private networking stays required. */
    Step unused(boolean over) {
        return Step.check(CLUSTERS)
                .words("network.unused")
                .status(over ? Status.NOT_NEEDED : unusedStatus())
                .build();
    }

    private Status unusedStatus() {
        if (now.clusters().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.clusters"));
        }
        var there = named(now.clusters().value().get().stream()
                .filter(Cluster::encrypted)
                .filter(c -> c.awsRegions().stream().anyMatch(want.regions()::contains))
                .toList());
        return there.isEmpty() ? Status.DONE : new Status.Blocked(Text.of("network.unused.clusters", there));
    }

    private static String named(List<Cluster> some) {
        return some.stream().map(Cluster::name).sorted().collect(Collectors.joining(", "));
    }
}
