package dev.cmkconsole.model.state;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.RegionEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the nodes of encrypted clusters need in each region where private networking is required: the key there, and an
 * endpoint to AWS KMS. Without private networking they need neither, so both are empty.
 *
 * @param replicas the key in the regions beside the configured one, as far as they were asked
 * @param endpoints of every region with encrypted nodes; empty where the endpoints are not known
 */
public record NeededRegions(List<ReplicaStanding> replicas, List<RegionEndpoint> endpoints) {
    public static final NeededRegions NONE = new NeededRegions(List.of(), List.of());

    public NeededRegions {
        replicas = List.copyOf(replicas);
        endpoints = List.copyOf(endpoints);
    }

    public static NeededRegions of(
            AwsKms kms,
            Collection<Cluster> clusters,
            Map<AwsRegion, RegionalKey> regional,
            Observed<List<KmsEndpoint>> endpoints) {
        return new NeededRegions(
                ReplicaStanding.needed(kms, clusters, regional),
                endpoints
                        .value()
                        .map(listed -> all(kms, clusters).stream()
                                .map(region -> RegionEndpoint.of(region, listed))
                                .toList())
                        .orElse(List.of()));
    }

    /** The regions whose nodes need the key through their own endpoint, the configured region included. */
    public static Set<AwsRegion> all(AwsKms kms, Collection<Cluster> clusters) {
        var regions = new TreeSet<AwsRegion>();
        if (kms.enabled() && kms.requirePrivateNetworking()) {
            clusters.stream()
                    .filter(c -> c.encrypted() && !c.status().deleting())
                    .forEach(c -> regions.addAll(c.awsRegions()));
        }
        return regions;
    }

    /** The regions that refuse; every region with a replica where a check found that only the role is refused. */
    public Set<AwsRegion> inDoubt() {
        var refusing = Stream.concat(
                        endpoints.stream().filter(RegionEndpoint::refuses).map(RegionEndpoint::region),
                        replicas.stream().filter(ReplicaStanding::refuses).map(ReplicaStanding::region))
                .collect(Collectors.toCollection(TreeSet::new));
        if (refusing.isEmpty()) {
            replicas.forEach(r -> refusing.add(r.region()));
        }
        return refusing;
    }

    /** Why nodes that restart cannot get the key, region by region. */
    public List<Text> refusals() {
        return Stream.concat(
                        endpoints.stream().filter(RegionEndpoint::refuses).map(RegionEndpoint::said),
                        replicas.stream().filter(ReplicaStanding::refuses).map(ReplicaStanding::said))
                .toList();
    }
}
