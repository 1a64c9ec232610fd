package dev.cmkconsole.procedure.clusters;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Where the clusters stand that an order changes or creates. */
record ClusterPlaces(Set<AwsRegion> regions, ProjectSnapshot now) {

    static ClusterPlaces of(ProjectSnapshot now, ClusterChoices want) {
        var regions = new TreeSet<AwsRegion>();
        want.wanted()
                .keySet()
                .forEach(name -> now.cluster(name).map(Cluster::awsRegions).ifPresent(regions::addAll));
        want.create().filter(c -> c.cloud().equals("AWS")).ifPresent(c -> regions.add(AwsRegion.of(c.region())));
        return new ClusterPlaces(regions, now);
    }

    /** Whether the doubt about the key is about other regions alone. */
    boolean besideTheDoubt() {
        return now.onlyRegionsInDoubt()
                && Collections.disjoint(regions, now.neededRegions().inDoubt());
    }

    /** Whether nodes need a replica of the key, which Atlas' own use of the key does not prove. */
    boolean needReplica() {
        return now.encryption()
                .value()
                .map(e -> e.awsKms())
                .filter(k -> k.enabled() && k.requirePrivateNetworking())
                .flatMap(AwsKms::region)
                .filter(own -> regions.stream().anyMatch(r -> !r.equals(own)))
                .isPresent();
    }
}
