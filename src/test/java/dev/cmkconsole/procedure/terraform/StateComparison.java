package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Compares what a configuration describes with what is in a sandbox: everything that it names has to be so, and a
 * member whose value is not the provider's default has to be named.
 */
final class StateComparison {
    private static final ObjectMapper JSON = new ObjectMapper();

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
        new ClusterComparison(described, comparison.faults).compare();
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
        if (!withoutHashes(sorted(said)).equals(withoutHashes(sorted(parsed(is))))) {
            faults.add(what + " is said to be " + said + " and is " + is);
        }
    }

    /** A list of actions, resources or principals is a set, for IAM as for Terraform. A key made later has any place. */
    private static JsonNode sorted(JsonNode policy) {
        var copy = policy.deepCopy();
        copy.path("Statement").forEach(statement -> statement.forEach(StateComparison::sort));
        return copy;
    }

    private static void sort(JsonNode node) {
        if (node instanceof ArrayNode list) {
            var values = new ArrayList<JsonNode>();
            list.forEach(values::add);
            values.sort(Comparator.comparing(JsonNode::asText));
            list.removeAll().addAll(values);
        } else if (node.isObject()) {
            node.forEach(StateComparison::sort);
        }
    }

    /**
     * A name that is taken gets a hash of the statement as its suffix. The hash of an external id that is made later
     * cannot be written before it.
     */
    private static String withoutHashes(JsonNode policy) {
        return policy.toString().replaceAll("(\"Sid\":\"AtlasAssumeRole)[0-9a-f]{8}\"", "$1\"");
    }

    private void records() {
        var setups =
                described.resources("mongodbatlas_cloud_provider_access_setup").toList();
        same("number of role records", setups.size(), described.records().size());
        for (var setup : setups) {
            var record = described.record(setup);
            if (record.isEmpty()) {
                faults.add("no record for " + setup.address());
                continue;
            }
            var id = record.get().path("roleId").asText();
            var arn = described
                    .resources("mongodbatlas_cloud_provider_access_authorization")
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
                described
                        .resources("mongodbatlas_encryption_at_rest_private_endpoint")
                        .map(e -> described.text(e, "region_name").orElse(""))
                        .sorted()
                        .toList(),
                actual.list("/groups/" + project + "/encryptionAtRest/AWS/privateEndpoints").stream()
                        // One that failed or is superseded is no endpoint: Terraform would wait for it or replace it.
                        .filter(e -> !List.of("FAILED", "PENDING_RECREATION")
                                .contains(e.path("status").asText()))
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
        described
                .resources("aws_iam_role_policy")
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
                described
                        .resources("aws_iam_role_policy_attachment")
                        .filter(p ->
                                described.text(p, "role").filter(name::equals).isPresent())
                        .map(p -> described.text(p, "policy_arn").orElseThrow())
                        .sorted()
                        .toList(),
                actual.attached(name));
    }

    private Map<String, String> map(Hcl.Block block, String argument) {
        return map(described, block, argument);
    }

    static Map<String, String> map(Described described, Hcl.Block block, String argument) {
        var all = new TreeMap<String, String>();
        described
                .argument(block, argument)
                .map(described::resolved)
                .ifPresent(m -> m.properties()
                        .forEach(e -> all.put(e.getKey(), e.getValue().asText())));
        return all;
    }

    private void keys() {
        for (var type :
                List.of("aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key")) {
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
                described
                        .resources("aws_kms_alias")
                        .filter(a -> described.region(a).equals(region)
                                && described
                                        .text(a, "target_key_id")
                                        .filter(key.keyId()::equals)
                                        .isPresent())
                        .map(a -> described.text(a, "name").orElseThrow())
                        .sorted()
                        .toList(),
                actual.aliases(region, key.keyId()));
        var policy = described
                .resources("aws_kms_key_policy")
                .filter(p -> described.region(p).equals(region)
                        && described
                                .text(p, "key_id")
                                .filter(key.keyId()::equals)
                                .isPresent())
                .findFirst();
        if (policy.isPresent()) {
            policy(what + " policy", policy.get(), "policy", actual.keyPolicy(region, key.keyId()));
        } else if (described.importId(block).isPresent()) {
            faults.add(what + " has a policy that is left out");
        }
    }

    private void alerts() {
        var said = described
                .resources("mongodbatlas_alert_configuration")
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
                .filter(a -> a.path("eventTypeName").asText().contains("ENCRYPTION_"))
                .map(a -> {
                    var notifications = new ArrayList<String>();
                    a.path("notifications")
                            .forEach(n -> notifications.add(n.path("typeName").asText() + "/"
                                    + n.path("delayMin").asText("") + "/"
                                    + n.path("emailEnabled").asText("")));
                    return a.path("eventTypeName").asText() + " "
                            + a.path("enabled").asText() + " "
                            + (a.at("/threshold/threshold").isMissingNode()
                                    ? "-"
                                    : (int) a.at("/threshold/threshold").asDouble())
                            + " " + notifications;
                })
                .sorted()
                .toList();
        // Atlas creates the alert about rotation with the first key, so only an adopted configuration can name it.
        boolean firstKey = described
                .resources("mongodbatlas_encryption_at_rest")
                .anyMatch(e -> described.importId(e).isEmpty());
        boolean comes = firstKey && said.stream().noneMatch(a -> a.contains("NEEDS_ROTATION"));
        same(
                "alerts",
                said,
                are.stream()
                        .filter(a -> !comes || !a.contains("NEEDS_ROTATION"))
                        .toList());
    }
}
