package dev.cmkconsole.atlas;

import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.model.atlas.ClusterAddresses;
import dev.cmkconsole.model.atlas.SnapshotKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Atlas' answers about addresses and backups, as values of the model. */
final class NetworkAnswers {
    private NetworkAnswers() {}

    static List<ClusterAddresses> clusterAddresses(Json json) throws Json.WrongShape {
        if (!json.at("services").at("clusters").present()) {
            throw json.at("services").at("clusters").expected("an array");
        }
        var clusters = new ArrayList<ClusterAddresses>();
        for (var item : json.at("services").at("clusters").items()) {
            var outbound = new LinkedHashSet<String>();
            for (var list : List.of("outbound", "futureOutbound")) {
                for (var address : item.at(list).items()) {
                    outbound.add(address.requiredText());
                }
            }
            clusters.add(new ClusterAddresses(item.at("clusterName").requiredText(), List.copyOf(outbound)));
        }
        return clusters;
    }

    /** Only the AWS part, because Atlas calls KMS from there. */
    static AtlasAddresses atlasAddresses(Json json) throws Json.WrongShape {
        var own = json.at("outbound").at("aws");
        if (!own.present()) {
            throw own.expected("an object");
        }
        var gateways = new LinkedHashSet<String>();
        for (var gateway : json.at("gateways").items()) {
            gateways.addAll(blocks(gateway.at("ips").at("outbound").at("aws")));
        }
        return new AtlasAddresses(blocks(own), List.copyOf(gateways));
    }

    private static List<String> blocks(Json regions) throws Json.WrongShape {
        var blocks = new LinkedHashSet<String>();
        for (var region : regions.members()) {
            for (var block : region.items()) {
                blocks.add(block.requiredText());
            }
        }
        return List.copyOf(blocks);
    }

    /** Empty if no customer-managed key encrypts the backup. */
    static Optional<SnapshotKey> snapshotKey(Json json, String cluster) throws Json.WrongShape {
        var id = json.at("id").requiredText();
        return json.at("masterKeyUUID")
                .text()
                .filter(key -> !key.isEmpty())
                .map(key -> new SnapshotKey(cluster, id, key));
    }

    static List<SnapshotKey> snapshotKeys(Json json, String cluster) throws Json.WrongShape {
        if (!json.at("results").present()) {
            throw json.at("results").expected("an array");
        }
        var keys = new ArrayList<SnapshotKey>();
        for (var item : json.at("results").items()) {
            snapshotKey(item, cluster).ifPresent(keys::add);
        }
        return keys;
    }
}
