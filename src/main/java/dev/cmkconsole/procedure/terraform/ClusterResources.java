package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.terraform.hcl.Block;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes dedicated, shared and flex clusters and their search nodes, with everything that an apply would change. */
final class ClusterResources {
    private static final String ADVANCED = "mongodbatlas_advanced_cluster";
    private static final String FLEX = "mongodbatlas_flex_cluster";
    private static final String SEARCH = "mongodbatlas_search_deployment";
    private static final List<Map.Entry<String, String>> NODES = List.of(
            Map.entry("electableSpecs", "electable_specs"),
            Map.entry("readOnlySpecs", "read_only_specs"),
            Map.entry("analyticsSpecs", "analytics_specs"));
    private static final List<Map.Entry<String, String>> SCALING = List.of(
            Map.entry("autoScaling", "auto_scaling"), Map.entry("analyticsAutoScaling", "analytics_auto_scaling"));

    private final Drawing drawing;
    private final Expression projectId;

    /** @param encryption the address of the configuration that encrypted clusters wait for */
    ClusterResources(Drawing drawing, Optional<String> encryption) {
        this.drawing = drawing;
        this.projectId = encryption
                .map(address -> Expression.reference(address + ".project_id"))
                .orElseGet(drawing::projectId);
    }

    void write() {
        drawing.state().all(ProjectPart.CLUSTERS).forEach(this::cluster);
        drawing.state().all(ProjectPart.FLEX_CLUSTERS).forEach(this::flex);
        drawing.state().searchNodes().forEach(this::search);
    }

    private Optional<String> id(Held<ObjectNode> held, String name) {
        return held.exists() ? Optional.of(drawing.state().reading().project().id() + "-" + name) : Optional.empty();
    }

    private void cluster(String name, Held<ObjectNode> held) {
        var cluster = held.value();
        if (goes(cluster)) {
            drawing.remark(Text.of("terraform.remark.clusterGoes", name));
            return;
        }
        boolean shared = cluster.at("/replicationSpecs/0/regionConfigs/0/providerName")
                .asText()
                .equals("TENANT");
        boolean encrypted = !List.of("NONE", "")
                .contains(cluster.path("encryptionAtRestProvider").asText());
        var block = drawing.resource(ADVANCED, drawing.labels().of(ADVANCED, name))
                .set("project_id", encrypted ? projectId : drawing.projectId())
                .set("name", Expression.text(name));
        AlertResources.copy(cluster, "clusterType", block, "cluster_type");
        if (!shared) {
            settings(cluster, block);
        }
        AlertResources.copy(cluster, "terminationProtectionEnabled", block, "termination_protection_enabled");
        pairs(cluster.path("tags")).ifPresent(tags -> block.set("tags", tags));
        pairs(cluster.path("labels")).ifPresent(labels -> block.set("labels", labels));
        var ignored = new ArrayList<String>();
        block.gap().set("replication_specs", specs(cluster, shared, ignored));
        advanced(cluster, shared, block);
        if (!ignored.isEmpty()) {
            block.gap().note(drawing.say(Text.of("terraform.note.autoScaling")));
        }
        if (mayBePausedByAtlas(cluster, encrypted)) {
            block.gap().note(drawing.say(Text.of("terraform.note.paused")));
            ignored.add("paused");
        }
        Drawing.kept(block, ignored.toArray(String[]::new));
        drawing.add(block, id(held, name), held.steps());
    }

    /** Atlas pauses clusters whose search nodes use a key that does not work, and resumes them when it works again. */
    private boolean mayBePausedByAtlas(ObjectNode cluster, boolean encrypted) {
        var encryption = drawing.state().encryption().value();
        return encrypted
                && cluster.path("paused").asBoolean()
                && encryption.path("enabledForSearchNodes").asBoolean()
                && !encryption.at("/awsKms/valid").asBoolean(true);
    }

    private static boolean goes(ObjectNode cluster) {
        return List.of("DELETING", "DELETED").contains(cluster.path("stateName").asText());
    }

    private static void settings(ObjectNode cluster, Block block) {
        AlertResources.copy(cluster, "encryptionAtRestProvider", block, "encryption_at_rest_provider");
        AlertResources.copy(cluster, "backupEnabled", block, "backup_enabled");
        AlertResources.copy(cluster, "pitEnabled", block, "pit_enabled");
        AlertResources.copy(cluster, "paused", block, "paused");
        // A cluster on continuous releases has no version to choose.
        if (!cluster.path("versionReleaseSystem").asText().equals("CONTINUOUS")) {
            AlertResources.copy(cluster, "mongoDBMajorVersion", block, "mongo_db_major_version");
        }
        AlertResources.copy(cluster, "versionReleaseSystem", block, "version_release_system");
        AlertResources.copy(cluster, "rootCertType", block, "root_cert_type");
        AlertResources.copy(cluster, "redactClientLogData", block, "redact_client_log_data");
        AlertResources.copy(cluster, "replicaSetScalingStrategy", block, "replica_set_scaling_strategy");
        AlertResources.copy(cluster, "adaptiveCapacity", block, "adaptive_capacity");
        AlertResources.copy(
                cluster,
                "useAwsTimeBasedSnapshotCopyForFastInitialSync",
                block,
                "use_aws_time_based_snapshot_copy_for_fast_initial_sync");
        if (!cluster.path("clusterType").asText().equals("REPLICASET")) {
            AlertResources.copy(cluster, "configServerManagementMode", block, "config_server_management_mode");
        }
        if (cluster.path("clusterType").asText().equals("GEOSHARDED")) {
            AlertResources.copy(
                    cluster, "globalClusterSelfManagedSharding", block, "global_cluster_self_managed_sharding");
        }
    }

    private static void advanced(ObjectNode cluster, boolean shared, Block block) {
        var connector = cluster.path("biConnector");
        if (connector.path("enabled").asBoolean()) {
            var members = new LinkedHashMap<String, Expression>();
            members.put("enabled", Expression.of(true));
            AlertResources.scalar(connector.path("readPreference")).ifPresent(v -> members.put("read_preference", v));
            block.gap().set("bi_connector_config", new Expression.Members(members));
        }
        var tls = cluster.path("advancedConfiguration");
        if (tls.isObject() && !shared) {
            var members = new LinkedHashMap<String, Expression>();
            AlertResources.scalar(tls.path("minimumEnabledTlsProtocol"))
                    .ifPresent(v -> members.put("minimum_enabled_tls_protocol", v));
            AlertResources.scalar(tls.path("tlsCipherConfigMode"))
                    .ifPresent(v -> members.put("tls_cipher_config_mode", v));
            ciphers(tls.path("customOpensslCipherConfigTls12"))
                    .ifPresent(v -> members.put("custom_openssl_cipher_config_tls12", v));
            ciphers(tls.path("customOpensslCipherConfigTls13"))
                    .ifPresent(v -> members.put("custom_openssl_cipher_config_tls13", v));
            if (!members.isEmpty()) {
                block.gap().set("advanced_configuration", new Expression.Members(members));
            }
        }
        AlertResources.scalar(cluster.path("featureCompatibilityVersionExpirationDate"))
                .ifPresent(
                        date -> block.gap().set("pinned_fcv", new Expression.Members(Map.of("expiration_date", date))));
    }

    private static Optional<Expression> ciphers(JsonNode names) {
        var all = new ArrayList<String>();
        names.forEach(n -> all.add(n.asText()));
        return all.isEmpty() ? Optional.empty() : Optional.of(Expression.texts(all));
    }

    /** Tags and labels are lists of pairs in Atlas and maps in Terraform. */
    private static Optional<Expression> pairs(JsonNode list) {
        var map = new TreeMap<String, String>();
        list.forEach(p -> map.put(p.path("key").asText(), p.path("value").asText()));
        return map.isEmpty() ? Optional.empty() : Optional.of(Expression.texts(map));
    }

    private static Expression specs(ObjectNode cluster, boolean shared, List<String> ignored) {
        var specs = new ArrayList<Expression>();
        boolean zones = cluster.path("clusterType").asText().equals("GEOSHARDED");
        for (int shard = 0; shard < cluster.path("replicationSpecs").size(); shard++) {
            var spec = cluster.path("replicationSpecs").get(shard);
            var members = new LinkedHashMap<String, Expression>();
            if (zones) {
                AlertResources.scalar(spec.path("zoneName")).ifPresent(v -> members.put("zone_name", v));
            }
            var regions = new ArrayList<Expression>();
            for (int region = 0; region < spec.path("regionConfigs").size(); region++) {
                var path = "replication_specs[" + shard + "].region_configs[" + region + "]";
                regions.add(region(spec.path("regionConfigs").get(region), shared, path, ignored));
            }
            members.put("region_configs", new Expression.Items(regions));
            specs.add(new Expression.Members(members));
        }
        return new Expression.Items(specs);
    }

    private static Expression region(JsonNode region, boolean shared, String path, List<String> ignored) {
        var members = new LinkedHashMap<String, Expression>();
        put(members, "provider_name", region.path("providerName"));
        put(members, "backing_provider_name", region.path("backingProviderName"));
        put(members, "region_name", region.path("regionName"));
        put(members, "priority", region.path("priority"));
        for (var kind : NODES) {
            var nodes = region.path(kind.getKey());
            if (shared || nodes.path("nodeCount").asInt() > 0) {
                nodes(nodes, shared).ifPresent(n -> members.put(kind.getValue(), n));
            }
        }
        for (var kind : SCALING) {
            var scaling = region.path(kind.getKey());
            if (shared || !scales(scaling)) {
                continue;
            }
            members.put(kind.getValue(), scaling(scaling));
            var affected = kind.getKey().equals("autoScaling")
                    ? List.of("electable_specs", "read_only_specs")
                    : List.of("analytics_specs");
            affected.stream()
                    .filter(members::containsKey)
                    .forEach(nodes -> ignore(scaling, path + "." + nodes, ignored));
        }
        return new Expression.Members(members);
    }

    private static boolean scales(JsonNode scaling) {
        return scaling.at("/compute/enabled").asBoolean()
                || scaling.at("/diskGB/enabled").asBoolean();
    }

    /** What Atlas changes by itself is not set back. */
    private static void ignore(JsonNode scaling, String nodes, List<String> ignored) {
        if (scaling.at("/compute/enabled").asBoolean()) {
            ignored.add(nodes + ".instance_size");
        }
        if (scaling.at("/diskGB/enabled").asBoolean()) {
            ignored.add(nodes + ".disk_size_gb");
        }
    }

    private static Optional<Expression> nodes(JsonNode nodes, boolean shared) {
        var members = new LinkedHashMap<String, Expression>();
        put(members, "instance_size", nodes.path("instanceSize"));
        if (!shared) {
            put(members, "node_count", nodes.path("nodeCount"));
            put(members, "disk_size_gb", nodes.path("diskSizeGB"));
            put(members, "ebs_volume_type", nodes.path("ebsVolumeType"));
            // Atlas sets the speed of any other volume from its size.
            if (nodes.path("ebsVolumeType").asText().equals("PROVISIONED")) {
                put(members, "disk_iops", nodes.path("diskIOPS"));
            }
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(new Expression.Members(members));
    }

    private static Expression scaling(JsonNode scaling) {
        var members = new LinkedHashMap<String, Expression>();
        put(members, "disk_gb_enabled", scaling.at("/diskGB/enabled"));
        put(members, "compute_enabled", scaling.at("/compute/enabled"));
        if (scaling.at("/compute/enabled").asBoolean()) {
            put(members, "compute_scale_down_enabled", scaling.at("/compute/scaleDownEnabled"));
            put(members, "compute_min_instance_size", scaling.at("/compute/minInstanceSize"));
            put(members, "compute_max_instance_size", scaling.at("/compute/maxInstanceSize"));
        }
        return new Expression.Members(members);
    }

    private static void put(Map<String, Expression> members, String argument, JsonNode value) {
        AlertResources.scalar(value).ifPresent(v -> members.put(argument, v));
    }

    private void flex(String name, Held<ObjectNode> held) {
        var cluster = held.value();
        if (goes(cluster)) {
            drawing.remark(Text.of("terraform.remark.clusterGoes", name));
            return;
        }
        var provider = new LinkedHashMap<String, Expression>();
        put(provider, "backing_provider_name", cluster.at("/providerSettings/backingProviderName"));
        put(provider, "region_name", cluster.at("/providerSettings/regionName"));
        var block = drawing.resource(FLEX, drawing.labels().of(FLEX, name))
                .set("project_id", drawing.projectId())
                .set("name", Expression.text(name));
        AlertResources.copy(cluster, "terminationProtectionEnabled", block, "termination_protection_enabled");
        pairs(cluster.path("tags")).ifPresent(tags -> block.set("tags", tags));
        block.gap().set("provider_settings", new Expression.Members(provider));
        Drawing.kept(block);
        drawing.add(block, id(held, name), held.steps());
    }

    private void search(String cluster, Held<ObjectNode> held) {
        var of = drawing.state().all(ProjectPart.CLUSTERS).get(cluster);
        if (of == null || goes(of.value()) || goes(held.value())) {
            return;
        }
        var specs = new ArrayList<Expression>();
        held.value().path("specs").forEach(s -> {
            var members = new LinkedHashMap<String, Expression>();
            put(members, "instance_size", s.path("instanceSize"));
            put(members, "node_count", s.path("nodeCount"));
            specs.add(new Expression.Members(members));
        });
        var block = drawing.resource(SEARCH, drawing.labels().of(SEARCH, cluster))
                .set("project_id", drawing.projectId())
                .set(
                        "cluster_name",
                        Expression.reference(ADVANCED + "." + drawing.labels().of(ADVANCED, cluster) + ".name"))
                .set("specs", new Expression.Items(specs));
        Drawing.kept(block);
        drawing.add(block, id(held, cluster), held.steps());
    }
}
