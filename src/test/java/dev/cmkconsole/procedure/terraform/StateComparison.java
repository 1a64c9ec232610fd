package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Compares what a configuration describes with what is in a sandbox: everything that it names has to be so, and a
 * member whose value is not the provider's default has to be named.
 */
final class StateComparison {
    private static final ObjectMapper JSON = new ObjectMapper();

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
    private final List<String> faults = new ArrayList<>();

    private StateComparison(Described described) {
        this.described = described;
        this.actual = described.actual();
        this.project = described.project();
    }

    static List<String> faults(Described described) {
        var comparison = new StateComparison(described);
        comparison.records();
        comparison.encryption();
        comparison.roles();
        comparison.keys();
        comparison.clusters();
        comparison.flexAndSearch();
        comparison.alerts();
        return comparison.faults;
    }

    private void same(String what, Object said, Object is) {
        if (!String.valueOf(said).equals(String.valueOf(is))) {
            faults.add(what + " is said to be " + said + " and is " + is);
        }
    }

    private static JsonNode parsed(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(document, e);
        }
    }

    private void policy(String what, Hcl.Block block, String argument, String is) {
        var said = described.resolved(block.arguments().get(argument));
        if (!said.equals(parsed(is))) {
            faults.add(what + " is said to be " + said + " and is " + is);
        }
    }

    private void records() {
        var setups = described.resources("mongodbatlas_cloud_provider_access_setup").toList();
        same("number of role records", setups.size(), described.records().size());
        for (var setup : setups) {
            var record = described.record(setup);
            if (record.isEmpty()) {
                faults.add("no record for " + setup.address());
                continue;
            }
            var id = record.get().path("roleId").asText();
            var arn = described.resources("mongodbatlas_cloud_provider_access_authorization")
                    .filter(a -> described.text(a, "role_id").filter(id::equals).isPresent())
                    .map(a -> described
                            .text(a.block("aws").orElseThrow(), "iam_assumed_role_arn")
                            .orElseThrow())
                    .findFirst();
            same(
                    "role of record " + id,
                    arn.orElse(""),
                    record.get().path("iamAssumedRoleArn").asText(""));
        }
    }

    private void encryption() {
        var is = actual.get("/groups/" + project + "/encryptionAtRest");
        var kms = is.path("awsKms");
        var block = described.resources("mongodbatlas_encryption_at_rest").findFirst();
        same("encryption", block.isPresent(), kms.path("enabled").asBoolean());
        if (block.isEmpty()) {
            return;
        }
        var aws = block.get().block("aws_kms_config").orElseThrow();
        BiConsumer<String, JsonNode> member = (argument, node) ->
                same(argument, described.text(aws, argument).orElse(""), node.isMissingNode() ? "" : node.asText(""));
        member.accept("enabled", kms.path("enabled"));
        member.accept("customer_master_key_id", kms.path("customerMasterKeyID"));
        member.accept("region", kms.path("region"));
        member.accept("role_id", kms.path("roleId"));
        member.accept("access_key_id", kms.path("accessKeyID"));
        same(
                "require_private_networking",
                described.text(aws, "require_private_networking").orElse("false"),
                kms.path("requirePrivateNetworking").asText("false"));
        same(
                "enabled_for_search_nodes",
                described.text(block.get(), "enabled_for_search_nodes").orElse("false"),
                is.path("enabledForSearchNodes").asText("false"));
        same(
                "private endpoints",
                described.resources("mongodbatlas_encryption_at_rest_private_endpoint")
                        .map(e -> described.text(e, "region_name").orElse(""))
                        .sorted()
                        .toList(),
                actual.list("/groups/" + project + "/encryptionAtRest/AWS/privateEndpoints").stream()
                        .map(e -> e.path("regionName").asText())
                        .sorted()
                        .toList());
    }

    private void roles() {
        described.resources("aws_iam_role").forEach(block -> {
            var name = described.text(block, "name").orElseThrow();
            var role = actual.role(name);
            if (role.isEmpty()) {
                faults.add("no role " + name);
                return;
            }
            var r = role.get();
            same(name + " path", described.text(block, "path").orElse("/"), r.path());
            same(
                    name + " description",
                    described.text(block, "description").orElse(""),
                    Optional.ofNullable(r.description()).orElse(""));
            same(
                    name + " session",
                    described.text(block, "max_session_duration").orElse("3600"),
                    r.maxSessionDuration());
            same(
                    name + " boundary",
                    described.text(block, "permissions_boundary").orElse(""),
                    r.permissionsBoundary() == null
                            ? ""
                            : r.permissionsBoundary().permissionsBoundaryArn());
            same(
                    name + " tags",
                    map(block, "tags"),
                    new TreeMap<>(r.tags().stream().collect(Collectors.toMap(t -> t.key(), t -> t.value()))));
            policy(name + " trust", block, "assume_role_policy", Actual.decoded(r.assumeRolePolicyDocument()));
            rolePolicies(name);
        });
    }

    private void rolePolicies(String name) {
        var inline = actual.inline(name);
        var said = new TreeMap<String, Hcl.Block>();
        described.resources("aws_iam_role_policy")
                .filter(p -> described.text(p, "role").filter(name::equals).isPresent())
                .forEach(p -> said.put(described.text(p, "name").orElseThrow(), p));
        same(name + " inline policies", said.keySet(), inline.keySet());
        said.forEach((policy, block) -> {
            if (inline.containsKey(policy)) {
                policy(name + "/" + policy, block, "policy", inline.get(policy));
            }
        });
        same(
                name + " attached policies",
                described.resources("aws_iam_role_policy_attachment")
                        .filter(p -> described.text(p, "role").filter(name::equals).isPresent())
                        .map(p -> described.text(p, "policy_arn").orElseThrow())
                        .sorted()
                        .toList(),
                actual.attached(name));
    }

    private Map<String, String> map(Hcl.Block block, String argument) {
        var all = new TreeMap<String, String>();
        described
                .argument(block, argument)
                .map(described::resolved)
                .ifPresent(m -> m.properties().forEach(e -> all.put(e.getKey(), e.getValue().asText())));
        return all;
    }

    private void keys() {
        for (var type : List.of(
                "aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key")) {
            described.resources(type).forEach(block -> key(type, block));
        }
    }

    private void key(String type, Hcl.Block block) {
        var region = described.region(block);
        var id = described.key(block);
        var found = id.flatMap(i -> actual.key(region, i));
        if (found.isEmpty()) {
            faults.add("no key for " + block.address());
            return;
        }
        var key = found.get();
        var what = key.arn();
        var enabled = described.text(block, "is_enabled").or(() -> described.text(block, "enabled"));
        same(what + " state", enabled.orElse("true").equals("true") ? "Enabled" : "Disabled", key.keyStateAsString());
        same(what + " description", described.text(block, "description").orElse(""), key.description());
        if (type.equals("aws_kms_key")) {
            same(what + " multi-Region", described.text(block, "multi_region").orElse("false"), key.multiRegion());
            boolean rotates = described
                    .text(block, "enable_key_rotation")
                    .filter("true"::equals)
                    .isPresent();
            same(
                    what + " rotation",
                    rotates ? described.text(block, "rotation_period_in_days").orElse("365") : "0",
                    actual.rotationDays(region, key.keyId()));
        }
        same(what + " tags", map(block, "tags"), new TreeMap<>(actual.keyTags(region, key.keyId())));
        same(
                what + " aliases",
                described.resources("aws_kms_alias")
                        .filter(a -> described.region(a).equals(region)
                                && described
                                        .text(a, "target_key_id")
                                        .filter(key.keyId()::equals)
                                        .isPresent())
                        .map(a -> described.text(a, "name").orElseThrow())
                        .sorted()
                        .toList(),
                actual.aliases(region, key.keyId()));
        var policy = described.resources("aws_kms_key_policy")
                .filter(p -> described.region(p).equals(region)
                        && described.text(p, "key_id").filter(key.keyId()::equals).isPresent())
                .findFirst();
        if (policy.isPresent()) {
            policy(what + " policy", policy.get(), "policy", actual.keyPolicy(region, key.keyId()));
        } else if (described.importId(block).isPresent()) {
            faults.add(what + " has a policy that is left out");
        }
    }

    private void clusters() {
        var said = new TreeMap<String, Hcl.Block>();
        described.resources("mongodbatlas_advanced_cluster")
                .forEach(c -> said.put(described.text(c, "name").orElseThrow(), c));
        var are = new TreeMap<String, JsonNode>();
        actual.list("/groups/" + project + "/clusters").forEach(c -> are.put(c.path("name").asText(), c));
        same("clusters", said.keySet(), are.keySet());
        said.forEach((name, block) -> {
            if (are.containsKey(name)) {
                cluster(name, block, are.get(name));
            }
        });
    }

    private void cluster(String name, Hcl.Block block, JsonNode is) {
        boolean shared = is.at("/replicationSpecs/0/regionConfigs/0/providerName").asText().equals("TENANT");
        for (var member : CLUSTER) {
            var present = is.at(member.pointer());
            var said = described.text(block, member.argument());
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
            is.path(pairs).forEach(p -> present.put(p.path("key").asText(), p.path("value").asText()));
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
        same(name + " provider", said.path("provider_name").asText(), is.path("providerName").asText());
        same(name + " region", said.path("region_name").asText(), is.path("regionName").asText());
        same(name + " priority", said.path("priority").asText(), is.path("priority").asText());
        same(name + " backing", said.path("backing_provider_name").asText(""), is.path("backingProviderName").asText(""));
        for (var kind : Map.of(
                        "electable_specs", "electableSpecs", "read_only_specs", "readOnlySpecs", "analytics_specs",
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
                        argument.equals("disk_size_gb") || argument.equals("node_count") ? node.asDouble() : node.asText(),
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
                    node.path("compute_enabled").asBoolean() + " " + node.path("disk_gb_enabled").asBoolean(),
                    present.at("/compute/enabled").asBoolean() + " " + present.at("/diskGB/enabled").asBoolean());
        }
    }

    private void flexAndSearch() {
        same(
                "flex clusters",
                new TreeSet<>(described.resources("mongodbatlas_flex_cluster")
                        .map(c -> described.text(c, "name").orElseThrow()
                                + " "
                                + described.resolved(c.arguments().get("provider_settings")).path("region_name").asText()
                                + " " + map(c, "tags"))
                        .toList()),
                new TreeSet<>(actual.list("/groups/" + project + "/flexClusters").stream()
                        .map(c -> {
                            var tags = new TreeMap<String, String>();
                            c.path("tags").forEach(t -> tags.put(t.path("key").asText(), t.path("value").asText()));
                            return c.path("name").asText() + " "
                                    + c.at("/providerSettings/regionName").asText() + " " + tags;
                        })
                        .toList()));
        actual.list("/groups/" + project + "/clusters").forEach(c -> {
            var name = c.path("name").asText();
            var nodes = actual.searchNodes(project, name);
            var said = described.resources("mongodbatlas_search_deployment")
                    .filter(s -> described.text(s, "cluster_name").filter(name::equals).isPresent())
                    .map(s -> described.resolved(s.arguments().get("specs")).at("/0/node_count").asInt())
                    .findFirst();
            same(
                    name + " search nodes",
                    said.orElse(0),
                    nodes.map(n -> n.at("/specs/0/nodeCount").asInt()).orElse(0));
        });
    }

    private void alerts() {
        var said = described.resources("mongodbatlas_alert_configuration")
                .map(a -> described.text(a, "event_type").orElseThrow() + " "
                        + described.text(a, "enabled").orElse("-") + " "
                        + a.block("threshold_config")
                                .flatMap(t -> described.text(t, "threshold"))
                                .orElse("-")
                        + " "
                        + a.blocks("notification")
                                .map(n -> described.text(n, "type_name").orElse("") + "/"
                                        + described.text(n, "delay_min").orElse("") + "/"
                                        + described.text(n, "email_enabled").orElse(""))
                                .toList())
                .sorted()
                .toList();
        var are = actual.list("/groups/" + project + "/alertConfigs").stream()
                .filter(a -> a.path("eventTypeName").asText().contains("ENCRYPTION_KEY"))
                .map(a -> {
                    var notifications = new ArrayList<String>();
                    a.path("notifications").forEach(n -> notifications.add(n.path("typeName").asText() + "/"
                            + n.path("delayMin").asText("") + "/" + n.path("emailEnabled").asText("")));
                    return a.path("eventTypeName").asText() + " " + a.path("enabled").asText() + " "
                            + (int) a.at("/threshold/threshold").asDouble() + " " + notifications;
                })
                .sorted()
                .toList();
        // Atlas creates the alert with the first key, so only an adopted configuration can name it.
        boolean firstKey = described.resources("mongodbatlas_encryption_at_rest").anyMatch(e -> described.importId(e).isEmpty());
        if (!firstKey || !said.isEmpty()) {
            same("alerts", said, are);
        }
    }
}
