package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the clusters and search nodes of a configuration with those in a sandbox. */
final class ClusterComparison {
    /** Argument, member of Atlas' document, and the provider's default; empty where it keeps what is there. */
    private record Member(String argument, String pointer, String standard) {}

    private static final List<Member> CLUSTER = List.of(
            new Member("cluster_type", "/clusterType", "-"),
            new Member("encryption_at_rest_provider", "/encryptionAtRestProvider", "NONE"),
            new Member("backup_enabled", "/backupEnabled", "false"),
            new Member("pit_enabled", "/pitEnabled", "false"),
            new Member("paused", "/paused", "false"),
            new Member("mongo_db_major_version", "/mongoDBMajorVersion", "-"),
            new Member("version_release_system", "/versionReleaseSystem", "LTS"),
            new Member("redact_client_log_data", "/redactClientLogData", "false"),
            new Member("termination_protection_enabled", "/terminationProtectionEnabled", "false"),
            new Member("root_cert_type", "/rootCertType", "ISRGROOTX1"),
            new Member("replica_set_scaling_strategy", "/replicaSetScalingStrategy", ""),
            new Member("adaptive_capacity", "/adaptiveCapacity", ""));
    private static final Map<String, String> NODES = Map.of(
            "instance_size",
            "instanceSize",
            "node_count",
            "nodeCount",
            "disk_size_gb",
            "diskSizeGB",
            "ebs_volume_type",
            "ebsVolumeType");

    private final Described described;
    private final Actual actual;
    private final String project;
    private final List<String> faults;

    ClusterComparison(Described described, List<String> faults) {
        this.described = described;
        this.actual = described.actual();
        this.project = described.project();
        this.faults = faults;
    }

    void compare() {
        clusters();
        flexAndSearch();
    }

    private void same(String what, Object said, Object is) {
        if (!String.valueOf(said).equals(String.valueOf(is))) {
            faults.add(what + " is said to be " + said + " and is " + is);
        }
    }

    private Map<String, String> map(Hcl.Block block, String argument) {
        return StateComparison.map(described, block, argument);
    }

    private void clusters() {
        var said = new TreeMap<String, Hcl.Block>();
        described
                .resources("mongodbatlas_advanced_cluster")
                .forEach(c -> said.put(described.text(c, "name").orElseThrow(), c));
        var are = new TreeMap<String, JsonNode>();
        standing("/clusters").forEach(c -> are.put(c.path("name").asText(), c));
        same("clusters", said.keySet(), are.keySet());
        said.forEach((name, block) -> {
            if (are.containsKey(name)) {
                cluster(name, block, are.get(name));
            }
        });
    }

    /** Without those that are being deleted: nothing can be made of them any more. */
    private List<JsonNode> standing(String path) {
        return actual.list("/groups/" + project + path).stream()
                .filter(c -> !c.path("stateName").asText().equals("DELETING"))
                .toList();
    }

    private static boolean leftToAtlas(Hcl.Block block, String argument) {
        return block.block("lifecycle")
                .map(l -> String.valueOf(l.arguments().get("ignore_changes")))
                .filter(ignored -> ignored.contains(argument))
                .isPresent();
    }

    private void cluster(String name, Hcl.Block block, JsonNode is) {
        boolean shared = is.at("/replicationSpecs/0/regionConfigs/0/providerName")
                .asText()
                .equals("TENANT");
        for (var member : CLUSTER) {
            var present = is.at(member.pointer());
            var said = described.text(block, member.argument());
            if (leftToAtlas(block, member.argument())) {
                continue;
            }
            if (said.isPresent()) {
                same(name + " " + member.argument(), said.get(), present.asText());
            } else if (!member.standard().equals("-")
                    && !shared
                    && !present.isMissingNode()
                    && !present.isNull()
                    && !present.asText().equals(member.standard())) {
                faults.add(name + ": " + member.argument() + " is left out and is " + present);
            }
        }
        for (var pairs : List.of("tags", "labels")) {
            var present = new TreeMap<String, String>();
            is.path(pairs)
                    .forEach(p ->
                            present.put(p.path("key").asText(), p.path("value").asText()));
            same(name + " " + pairs, map(block, pairs), present);
        }
        var specs = described.resolved(block.arguments().get("replication_specs"));
        same(name + " shards", specs.size(), is.path("replicationSpecs").size());
        for (int shard = 0; shard < specs.size(); shard++) {
            var regions = specs.get(shard).path("region_configs");
            var present = is.path("replicationSpecs").path(shard).path("regionConfigs");
            same(name + " regions", regions.size(), present.size());
            for (int region = 0; region < regions.size(); region++) {
                region(
                        name,
                        regions.get(region),
                        present.path(region),
                        shared || described.importId(block).isEmpty());
            }
        }
    }

    /** @param free whether what is left out may be anything: Atlas chooses for shared tiers and for new clusters */
    private void region(String name, JsonNode said, JsonNode is, boolean free) {
        same(
                name + " provider",
                said.path("provider_name").asText(),
                is.path("providerName").asText());
        same(
                name + " region",
                said.path("region_name").asText(),
                is.path("regionName").asText());
        same(
                name + " priority",
                said.path("priority").asText(),
                is.path("priority").asText());
        same(
                name + " backing",
                said.path("backing_provider_name").asText(""),
                is.path("backingProviderName").asText(""));
        for (var kind : Map.of(
                        "electable_specs",
                        "electableSpecs",
                        "read_only_specs",
                        "readOnlySpecs",
                        "analytics_specs",
                        "analyticsSpecs")
                .entrySet()) {
            var present = is.path(kind.getValue());
            if (!said.has(kind.getKey())) {
                same(name + " " + kind.getKey(), 0, present.path("nodeCount").asInt());
                continue;
            }
            NODES.forEach((argument, member) -> {
                var node = said.path(kind.getKey()).path(argument);
                if (node instanceof MissingNode && (free || present.path(member) instanceof MissingNode)) {
                    return;
                }
                same(
                        name + " " + kind.getKey() + "." + argument,
                        argument.equals("disk_size_gb") || argument.equals("node_count")
                                ? node.asDouble()
                                : node.asText(),
                        argument.equals("disk_size_gb") || argument.equals("node_count")
                                ? present.path(member).asDouble()
                                : present.path(member).asText());
            });
        }
        for (var scaling : Map.of("auto_scaling", "autoScaling", "analytics_auto_scaling", "analyticsAutoScaling")
                .entrySet()) {
            var node = said.path(scaling.getKey());
            var present = is.path(scaling.getValue());
            same(
                    name + " " + scaling.getKey(),
                    node.path("compute_enabled").asBoolean() + " "
                            + node.path("disk_gb_enabled").asBoolean(),
                    present.at("/compute/enabled").asBoolean() + " "
                            + present.at("/diskGB/enabled").asBoolean());
        }
    }

    private void flexAndSearch() {
        same(
                "flex clusters",
                new TreeSet<>(described
                        .resources("mongodbatlas_flex_cluster")
                        .map(c -> described.text(c, "name").orElseThrow()
                                + " "
                                + described
                                        .resolved(c.arguments().get("provider_settings"))
                                        .path("region_name")
                                        .asText()
                                + " " + map(c, "tags"))
                        .toList()),
                new TreeSet<>(standing("/flexClusters").stream()
                        .map(c -> {
                            var tags = new TreeMap<String, String>();
                            c.path("tags")
                                    .forEach(t -> tags.put(
                                            t.path("key").asText(),
                                            t.path("value").asText()));
                            return c.path("name").asText() + " "
                                    + c.at("/providerSettings/regionName").asText() + " " + tags;
                        })
                        .toList()));
        standing("/clusters").forEach(c -> {
            var name = c.path("name").asText();
            var nodes = actual.searchNodes(project, name);
            var said = described
                    .resources("mongodbatlas_search_deployment")
                    .filter(s -> described
                            .text(s, "cluster_name")
                            .filter(name::equals)
                            .isPresent())
                    .map(s -> described
                            .resolved(s.arguments().get("specs"))
                            .at("/0/node_count")
                            .asInt())
                    .findFirst();
            same(
                    name + " search nodes",
                    said.orElse(0),
                    nodes.map(n -> n.at("/specs/0/nodeCount").asInt()).orElse(0));
        });
    }
}
