package dev.cmkconsole.procedure.endpoint;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.RegionEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What keeps a cluster from the project's key where private networking is required. Nodes then reach AWS KMS only
 * through an active endpoint of their region.
 */
public final class EndpointGate {
    private final ProjectSnapshot now;

    /** @param now a snapshot with the endpoints */
    public EndpointGate(ProjectSnapshot now) {
        this.now = now;
    }

    /** Whether a project's key exists in one region only. */
    public static boolean singleRegion(AwsKms kms) {
        return kms.customerMasterKeyId()
                .map(k -> k.substring(k.lastIndexOf('/') + 1))
                .filter(id -> !id.startsWith("mrk-"))
                .isPresent();
    }

    /** Empty where nothing keeps the cluster from being encrypted. */
    public Optional<Text> obstacle(Cluster cluster) {
        return cluster.onAwsAlone() ? obstacle(cluster.name(), cluster.awsRegions()) : otherCloud(cluster.name());
    }

    /** Empty where nothing keeps the cluster from being created. */
    public Optional<Text> obstacle(NewCluster wanted) {
        return wanted.cloud().equals("AWS")
                ? obstacle(wanted.name(), Set.of(AwsRegion.of(wanted.region())))
                : otherCloud(wanted.name());
    }

    /**
     * Empty where nothing keeps the project from moving to a key.
     *
     * @param region where Atlas would be configured with it
     */
    public Optional<Text> obstacle(AwsRegion region, boolean multiRegion) {
        return required().flatMap(kms -> {
            var spread = now.clusters().value().orElse(List.of()).stream()
                    .filter(c -> c.encrypted() && c.awsRegions().size() > 1)
                    .map(Cluster::name)
                    .collect(Collectors.joining(", "));
            if (!multiRegion && !spread.isEmpty()) {
                return Optional.of(Text.of("keyChange.privateSpread", spread));
            }
            boolean moves = kms.region().filter(region::equals).isEmpty();
            boolean active = RegionEndpoint.of(
                            region, now.setup().endpoints().value().orElse(List.of()))
                    .active();
            return moves && !(multiRegion && active)
                    ? Optional.of(Text.of(
                            "keyChange.privateNetworking",
                            region.id(),
                            now.project().id()))
                    : Optional.empty();
        });
    }

    private Optional<AwsKms> required() {
        return required(now);
    }

    /** The configuration of a project that requires private networking. */
    public static Optional<AwsKms> required(ProjectSnapshot now) {
        return now.encryption()
                .value()
                .map(EncryptionAtRest::awsKms)
                .filter(AwsKms::enabled)
                .filter(AwsKms::requirePrivateNetworking);
    }

    private Optional<Text> otherCloud(String name) {
        return required().map(_ -> Text.of("endpoints.gate.otherCloud", name));
    }

    private Optional<Text> obstacle(String name, Collection<AwsRegion> regions) {
        return required().flatMap(kms -> {
            if (regions.size() > 1 && singleRegion(kms)) {
                return Optional.of(Text.of("endpoints.gate.singleRegionKey", name));
            }
            return now.setup()
                    .endpoints()
                    .fold(all -> inactive(all, regions), code -> Optional.of(Text.of("endpoints.unread", code)));
        });
    }

    private Optional<Text> inactive(List<KmsEndpoint> all, Collection<AwsRegion> regions) {
        var inactive = regions.stream()
                .sorted()
                .map(r -> RegionEndpoint.of(r, all))
                .filter(r -> !r.active())
                .toList();
        return inactive.stream()
                .map(RegionEndpoint::text)
                .reduce((a, b) -> Text.of("checks.withAdvice", a, b))
                .map(states -> Text.of(
                        "endpoints.gate.inactive",
                        states,
                        now.project().id(),
                        inactive.stream().map(r -> r.region().id()).collect(Collectors.joining(","))));
    }
}
