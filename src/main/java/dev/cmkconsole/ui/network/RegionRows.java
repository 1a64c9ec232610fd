package dev.cmkconsole.ui.network;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.RegionEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is in each region of a project now. */
final class RegionRows {
    private final ProjectSnapshot now;
    private final Messages messages;
    private final boolean required;

    RegionRows(ProjectSnapshot now, Messages messages) {
        this.now = now;
        this.messages = messages;
        this.required = kms().filter(AwsKms::requirePrivateNetworking).isPresent();
    }

    private Optional<AwsKms> kms() {
        return now.encryption().value().map(e -> e.awsKms()).filter(AwsKms::enabled);
    }

    private List<KmsEndpoint> endpoints() {
        return now.setup().endpoints().value().orElse(List.of());
    }

    /** The regions of the clusters, of the key and of the endpoints. */
    Set<AwsRegion> regions() {
        var all = new TreeSet<AwsRegion>();
        clusters().forEach(c -> all.addAll(c.awsRegions()));
        endpoints().forEach(e -> all.add(AwsRegion.of(e.region())));
        kms().flatMap(AwsKms::region).ifPresent(all::add);
        return all;
    }

    private List<Cluster> clusters() {
        return now.clusters().value().orElse(List.of());
    }

    List<RegionRow> all() {
        return regions().stream().map(this::row).toList();
    }

    private RegionRow row(AwsRegion region) {
        var endpoint = RegionEndpoint.of(region, endpoints());
        boolean needed =
                required && clusters().stream().anyMatch(c -> c.awsRegions().contains(region));
        boolean advised = endpoint.decisive().isPresent() ? !endpoint.active() : needed;
        return new RegionRow(
                region, clusters(region), key(region), advised ? said(endpoint.advice()) : "", badge(endpoint, needed));
    }

    private String clusters(AwsRegion region) {
        if (now.clusters().value().isEmpty()) {
            return messages.get("networking.cluster.unread");
        }
        var there = clusters().stream()
                .filter(c -> c.awsRegions().contains(region))
                .map(c -> messages.get(
                        c.encrypted() ? "networking.cluster.encrypted" : "networking.cluster.open", c.name()))
                .sorted()
                .toList();
        return there.isEmpty() ? messages.get("networking.cluster.none") : String.join(", ", there);
    }

    private String key(AwsRegion region) {
        var regional = Optional.ofNullable(now.aws().regional().get(region));
        if (kms().flatMap(AwsKms::region).filter(region::equals).isPresent()) {
            return messages.get("networking.key.configured");
        }
        if (regional.isEmpty()) {
            return messages.get(now.aws().regional().isEmpty() ? "networking.key.elsewhere" : "networking.key.unknown");
        }
        if (regional.get().missing()) {
            return messages.get("networking.key.none");
        }
        return regional.get().key().value().map(this::replica).orElseGet(() -> messages.get("networking.key.unknown"));
    }

    private String replica(CustomerKey key) {
        return messages.get("networking.key.replica", said(key.state().text()));
    }

    private Badge badge(RegionEndpoint endpoint, boolean needed) {
        var words = said(
                endpoint.decisive().isPresent() || needed
                        ? Text.of("networking.endpoint."
                                + endpoint.decisive().map(e -> e.state().name()).orElse("NONE"))
                        : Text.of("networking.endpoint.notNeeded"));
        return endpoint.decisive()
                .map(e -> switch (e.state()) {
                    case ACTIVE -> new Badge(Tone.OK, "fth-check-circle", words);
                    case INITIATING, DELETING -> new Badge(Tone.INFO, "fth-clock", words);
                    case PENDING_RECREATION, PENDING_ACCEPTANCE, OTHER ->
                        new Badge(Tone.CAUTION, "fth-alert-triangle", words);
                    case FAILED -> new Badge(Tone.DANGER, "fth-x-circle", words);
                })
                .orElseGet(() -> needed
                        ? new Badge(Tone.CAUTION, "fth-slash", words)
                        : new Badge(Tone.NEUTRAL, "fth-minus-circle", words));
    }

    private String said(Text text) {
        return messages.say(text);
    }
}
