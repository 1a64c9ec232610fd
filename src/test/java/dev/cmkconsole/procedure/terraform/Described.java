package dev.cmkconsole.procedure.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A configuration as read, whose references are resolved by what is really in a sandbox. */
final class Described {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Hcl.Block> blocks;
    private final Map<String, Hcl.Block> resources = new LinkedHashMap<>();
    private final Map<String, String> imports = new LinkedHashMap<>();
    private final Actual actual;
    private final String project;
    private final List<String> faults = new ArrayList<>();

    Described(String text, Actual actual, String project) {
        this.blocks = Hcl.read(text);
        this.actual = actual;
        this.project = project;
        of("resource").forEach(b -> {
            if (resources.put(b.address(), b) != null) {
                faults.add("twice: " + b.address());
            }
        });
        of("import")
                .forEach(b -> imports.put(
                        ((Hcl.Reference) b.arguments().get("to")).path(),
                        String.valueOf(b.arguments().get("id"))));
    }

    Stream<Hcl.Block> of(String type) {
        return blocks.stream().filter(b -> b.type().equals(type));
    }

    Stream<Hcl.Block> resources(String type) {
        return resources.values().stream().filter(r -> r.labels().getFirst().equals(type));
    }

    Optional<String> importId(Hcl.Block resource) {
        return Optional.ofNullable(imports.get(resource.address()));
    }

    String project() {
        return project;
    }

    Actual actual() {
        return actual;
    }

    /** Faults of form: schema, references to nothing, imports of nothing, labels that another project could have. */
    List<String> form() {
        var all = new ArrayList<>(faults);
        resources.values().forEach(r -> all.addAll(ProviderSchema.faults(r)));
        imports.keySet().stream()
                .filter(to -> !resources.containsKey(to))
                .forEach(to -> all.add("import to nothing: " + to));
        resources.values().stream()
                .filter(r -> !r.labels().get(1).contains(project))
                .forEach(r -> all.add("not of one project alone: " + r.address()));
        all.addAll(typedTwice());
        blocks.forEach(b -> references(b).forEach(r -> declared(r.path()).ifPresent(all::add)));
        return all;
    }

    /** Names that are typed where a resource of the configuration yields them; Terraform then does not know the order. */
    List<String> typedTwice() {
        var typed = new ArrayList<String>();
        var names = resources("aws_iam_role")
                .flatMap(r -> argument(r, "name").map(String::valueOf).stream())
                .toList();
        resources("mongodbatlas_cloud_provider_access_authorization")
                .filter(a -> a.block("aws").orElseThrow().arguments().get("iam_assumed_role_arn") instanceof String arn
                        && names.contains(arn.substring(arn.lastIndexOf('/') + 1)))
                .forEach(a -> typed.add(a.address() + " types the ARN of a role"));
        resources("aws_iam_role_policy")
                .filter(p -> p.arguments().get("role") instanceof String)
                .forEach(p -> typed.add(p.address() + " types the name of a role"));
        resources("mongodbatlas_encryption_at_rest")
                .flatMap(e -> e.blocks("aws_kms_config"))
                .filter(k -> k.arguments().get("role_id") instanceof String
                        || k.arguments().get("customer_master_key_id") instanceof String)
                .forEach(_ -> typed.add("the configuration types the record or the key"));
        return typed;
    }

    /** The policies of the role that the configuration of encryption uses. */
    List<String> policiesOfTheRole() {
        var roles = beforeEncryption().stream()
                .filter(a -> a.startsWith("aws_iam_role."))
                .toList();
        return resources("aws_iam_role_policy")
                .filter(p -> dependencies(p).stream().anyMatch(roles::contains))
                .map(Hcl.Block::address)
                .toList();
    }

    /** What the configuration of encryption waits for, directly or not. */
    List<String> beforeEncryption() {
        var all = new TreeSet<String>();
        var next = new ArrayList<>(resources("mongodbatlas_encryption_at_rest")
                .flatMap(e -> dependencies(e).stream())
                .toList());
        while (!next.isEmpty()) {
            var address = next.removeLast();
            if (all.add(address)) {
                next.addAll(dependencies(resources.get(address)));
            }
        }
        return List.copyOf(all);
    }

    private static Stream<Hcl.Reference> references(Hcl.Block block) {
        return Stream.concat(
                block.arguments().entrySet().stream()
                        .filter(a -> !List.of("type", "to", "ignore_changes").contains(a.getKey()))
                        .flatMap(a -> references(a.getValue())),
                block.blocks().stream().flatMap(Described::references));
    }

    private static Stream<Hcl.Reference> references(Object value) {
        return switch (value) {
            case Hcl.Reference r -> Stream.of(r);
            case Hcl.Call c -> references(c.argument());
            case List<?> l -> l.stream().flatMap(Described::references);
            case Map<?, ?> m -> m.values().stream().flatMap(Described::references);
            default -> Stream.empty();
        };
    }

    private Optional<String> declared(String path) {
        var parts = path.split("\\.");
        boolean there = switch (parts[0]) {
            case "var" -> of("variable").anyMatch(v -> v.labels().getFirst().equals(parts[1]));
            case "local" -> of("locals").anyMatch(l -> l.arguments().containsKey(parts[1]));
            case "aws" ->
                of("provider")
                        .anyMatch(p -> p.labels().equals(List.of("aws"))
                                && parts[1].equals(p.arguments().get("alias")));
            default -> resources.containsKey(parts[0] + "." + parts[1]);
        };
        return there ? Optional.empty() : Optional.of("declared nowhere: " + path);
    }

    /** The resources that one depends on, by reference or by word. */
    List<String> dependencies(Hcl.Block resource) {
        return references(resource)
                .map(r -> r.path().split("\\."))
                .filter(p -> p.length > 1 && resources.containsKey(p[0] + "." + p[1]))
                .map(p -> p[0] + "." + p[1])
                .toList();
    }

    /** A circle of references, which Terraform refuses. */
    Optional<String> circle() {
        var open = new TreeSet<>(resources.keySet());
        boolean moved = true;
        while (moved) {
            moved = open.removeIf(
                    address -> dependencies(resources.get(address)).stream().noneMatch(open::contains));
        }
        return open.isEmpty() ? Optional.empty() : Optional.of("a circle among " + open);
    }

    Optional<Object> argument(Hcl.Block block, String name) {
        return Optional.ofNullable(block.arguments().get(name));
    }

    Optional<String> text(Hcl.Block block, String name) {
        return argument(block, name).map(this::resolved).map(JsonNode::asText);
    }

    /** The value as JSON, every reference resolved. */
    JsonNode resolved(Object value) {
        return switch (value) {
            case String s -> JsonNodeFactory.instance.textNode(s);
            case Hcl.Reference r -> JsonNodeFactory.instance.textNode(resolve(r.path()));
            case Hcl.Call c -> {
                if (!c.function().equals("jsonencode")) {
                    throw new IllegalArgumentException(c.function());
                }
                yield resolved(c.argument());
            }
            case List<?> l -> {
                var array = JsonNodeFactory.instance.arrayNode();
                l.forEach(i -> array.add(resolved(i)));
                yield array;
            }
            case Map<?, ?> m -> {
                var object = JsonNodeFactory.instance.objectNode();
                m.forEach((k, v) -> object.set(String.valueOf(k), resolved(v)));
                yield object;
            }
            case BigDecimal n when n.scale() <= 0 -> JsonNodeFactory.instance.numberNode(n.intValueExact());
            default -> JSON.valueToTree(value);
        };
    }

    private String resolve(String path) {
        var parts = path.split("\\.");
        return switch (parts[0]) {
            case "local" ->
                of("locals")
                        .map(l -> l.arguments().get(parts[1]))
                        .map(String::valueOf)
                        .findFirst()
                        .orElseThrow();
            case "var" ->
                of("variable")
                        .filter(v -> v.labels().getFirst().equals(parts[1]))
                        .map(v -> String.valueOf(v.arguments().getOrDefault("default", "")))
                        .findFirst()
                        .orElseThrow();
            default ->
                ofResource(
                        resources.get(parts[0] + "." + parts[1]),
                        path.substring((parts[0] + "." + parts[1] + ".").length()));
        };
    }

    private String ofResource(Hcl.Block resource, String attribute) {
        return switch (resource.labels().getFirst()) {
            case "aws_iam_role" ->
                attribute.equals("name")
                        ? text(resource, "name").orElseThrow()
                        : actual.role(text(resource, "name").orElseThrow())
                                .map(r -> r.arn())
                                .orElse("no such role");
            case "aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key" ->
                key(resource)
                        .map(id -> attribute.equals("arn")
                                ? actual.key(region(resource), id).orElseThrow().arn()
                                : id)
                        .orElse("no such key");
            case "mongodbatlas_cloud_provider_access_setup" ->
                record(resource)
                        .map(r -> r.path(
                                        switch (attribute) {
                                            case "role_id" -> "roleId";
                                            case "aws_config[0].atlas_aws_account_arn" -> "atlasAWSAccountArn";
                                            case "aws_config[0].atlas_assumed_role_external_id" ->
                                                "atlasAssumedRoleExternalId";
                                            default -> throw new IllegalArgumentException(attribute);
                                        })
                                .asText())
                        .orElse("no such record");
            default -> text(resource, attribute).orElseThrow(() -> new IllegalArgumentException(attribute));
        };
    }

    /** The region of a resource's provider. */
    String region(Hcl.Block resource) {
        var alias =
                ((Hcl.Reference) resource.arguments().get("provider")).path().substring("aws.".length());
        return of("provider")
                .filter(p -> alias.equals(p.arguments().get("alias")))
                .map(p -> String.valueOf(p.arguments().get("region")))
                .findFirst()
                .orElseThrow();
    }

    /** The id of a key: the imported one, or that of the alias that the configuration gives it. */
    Optional<String> key(Hcl.Block resource) {
        return importId(resource)
                .or(() -> resources("aws_kms_alias")
                        .filter(a -> ((Hcl.Reference) a.arguments().get("target_key_id"))
                                .path()
                                .startsWith(resource.address() + "."))
                        .flatMap(a -> actual.key(region(a), text(a, "name").orElseThrow()).stream())
                        .map(k -> k.keyId())
                        .findFirst())
                .or(() -> replicated(resource));
    }

    /** A replica has the id of its primary key. */
    private Optional<String> replicated(Hcl.Block replica) {
        return replica.arguments().get("primary_key_arn") instanceof Hcl.Reference(var path)
                ? resources("aws_kms_key")
                        .filter(k -> path.startsWith(k.address() + "."))
                        .flatMap(k -> key(k).stream())
                        .findFirst()
                : Optional.empty();
    }

    List<JsonNode> records() {
        var all = new ArrayList<JsonNode>();
        actual.get("/groups/" + project + "/cloudProviderAccess")
                .path("awsIamRoles")
                .forEach(all::add);
        return all;
    }

    /** The imported record, or the only one that no import names. */
    Optional<JsonNode> record(Hcl.Block setup) {
        var imported = importId(setup);
        if (imported.isPresent()) {
            return records().stream()
                    .filter(r -> imported.get()
                            .equals(project + "-AWS-" + r.path("roleId").asText()))
                    .findFirst();
        }
        var named = resources("mongodbatlas_cloud_provider_access_setup")
                .flatMap(s -> importId(s).stream())
                .collect(Collectors.toSet());
        var rest = records().stream()
                .filter(r ->
                        !named.contains(project + "-AWS-" + r.path("roleId").asText()))
                .toList();
        return rest.size() == 1 ? Optional.of(rest.getFirst()) : Optional.empty();
    }
}
