package dev.cmkconsole.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.http.HttpCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contract's text, changed only where the validating library cannot read it. */
final class ContractText {
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("application/vnd\\.atlas\\.(\\d{4}-\\d\\d-\\d\\d)\\+json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    private ContractText(JsonNode root) {
        this.root = root;
    }

    static ContractText read(Path file) {
        try (var in = Files.newBufferedReader(file)) {
            var options = new LoaderOptions();
            options.setCodePointLimit(16 * 1024 * 1024);
            JsonNode root = JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(in));
            adapt(root);
            joinNames(root);
            splitUnions((ObjectNode) root.path("components").path("schemas"));
            return new ContractText(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contract of one path with the components it needs, as JSON. */
    String only(String path) {
        var part = ((ObjectNode) root).deepCopy();
        var paths = JSON.createObjectNode();
        if (root.path("paths").has(path)) {
            paths.set(path, root.path("paths").get(path));
        }
        part.set("paths", paths);
        var components = JSON.createObjectNode();
        copyReferenced(paths, components);
        components.set("securitySchemes", root.path("components").path("securitySchemes"));
        part.set("components", components);
        return part.toString();
    }

    private void copyReferenced(JsonNode from, ObjectNode components) {
        var reference = from.path("$ref");
        if (reference.isTextual()) {
            var parts = reference.textValue().split("/");
            if (!components.path(parts[2]).has(parts[3])) {
                var target = root.path("components").path(parts[2]).path(parts[3]);
                components.withObjectProperty(parts[2]).set(parts[3], target);
                copyReferenced(target, components);
            }
        }
        from.forEach(child -> copyReferenced(child, components));
    }

    /** Names of all operations, in the form clients use where the contract has a second one. */
    java.util.List<String> operations() {
        var result = new ArrayList<String>();
        root.path("paths")
                .forEach(p -> p.forEach(o -> {
                    if (o.has("operationId")) {
                        result.add(o.path("x-xgen-operation-id-override")
                                .asText(o.path("operationId").asText()));
                    }
                }));
        return result;
    }

    /** The fixed parts of all paths. */
    Stream<String> words() {
        return root.path("paths").properties().stream()
                .flatMap(path -> Stream.of(path.getKey().split("/")))
                .filter(word -> !word.contains("{"));
    }

    /** The contract's path that a call is to. */
    Optional<String> path(HttpCall call) {
        return root.path("paths").properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(p -> call.rawPath().matches(p.replaceAll("\\{[^}]+}", "[^/]+")))
                .min(java.util.Comparator.comparingLong(
                        p -> p.chars().filter(c -> c == '{').count()));
    }

    /**
     * Three things: discriminators name properties that are not required, which the library takes for an invalid
     * schema, so unions are told apart by their shape alone; its regular expressions know no {@code \\p{L}}; and
     * error parameters are declared as objects although the same contract's example answers have strings.
     */
    private static void adapt(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("discriminator").isObject()) {
                object.remove("discriminator");
            }
            if (object.has("oneOf")) {
                object.set("anyOf", object.remove("oneOf"));
            }
            if (object.path("pattern").isTextual()
                    && object.path("pattern").textValue().contains("\\p{")) {
                object.put(
                        "pattern",
                        object.path("pattern")
                                .textValue()
                                .replace("\\p{L}", "A-Za-z")
                                .replace("\\p{N}", "0-9"));
            }
            if (object.path("type").asText().equals("object")
                    && object.size() == 2
                    && object.path("readOnly").asBoolean()) {
                object.remove("type");
            }
            if (object.path("description").isTextual()) {
                object.put("description", "-");
            }
        }
        var children = new ArrayList<JsonNode>();
        node.forEach(children::add);
        children.forEach(ContractText::adapt);
    }

    /**
     * A query parameter whose values are a union of lists of names is taken for JSON by the library, so the lists
     * become one.
     */
    private static void joinNames(JsonNode root) {
        root.path("paths")
                .forEach(path ->
                        path.forEach(operation -> operation.path("parameters").forEach(parameter -> {
                            var reference = parameter
                                    .path("schema")
                                    .path("items")
                                    .path("$ref")
                                    .asText()
                                    .replaceFirst(".*/", "");
                            if (root.path("components").path("schemas").get(reference) instanceof ObjectNode schema
                                    && schema.has("anyOf")) {
                                var names = new java.util.TreeSet<String>();
                                schema.path("anyOf")
                                        .forEach(variant ->
                                                variant.path("enum").forEach(name -> names.add(name.asText())));
                                schema.remove("anyOf");
                                var all = schema.put("type", "string").putArray("enum");
                                names.forEach(all::add);
                            }
                        })));
    }

    /**
     * A union here names its variants and each variant includes the union for the members they share, which the
     * library takes for an endless loop: the shared members move to a schema of their own.
     */
    private static void splitUnions(ObjectNode schemas) {
        var unions = new ArrayList<String>();
        schemas.properties().forEach(e -> {
            if (e.getValue().has("anyOf")) {
                unions.add(e.getKey());
            }
        });
        for (var name : unions) {
            var variants = schemas.path(name).path("anyOf");
            var included = false;
            for (var variant : variants) {
                var target = variant.path("$ref").asText().replaceFirst(".*/", "");
                for (var part : schemas.path(target).path("allOf")) {
                    if (part.path("$ref").asText().endsWith("/" + name)) {
                        ((ObjectNode) part).put("$ref", "#/components/schemas/" + name + "Shared");
                        included = true;
                    }
                }
            }
            if (included) {
                var shared = ((ObjectNode) schemas.path(name)).deepCopy();
                shared.remove("anyOf");
                schemas.set(name + "Shared", shared);
                schemas.set(name, JSON.createObjectNode().set("anyOf", variants));
            }
        }
    }

    /** The media type of the contract that a header of a call stands for; empty when the call has none. */
    Optional<String> served(HttpCall call, String header) {
        var asked = call.header(header)
                .map(MEDIA_TYPE::matcher)
                .filter(m -> m.lookingAt())
                .map(m -> m.group(1));
        if (asked.isEmpty()) {
            return call.header(header);
        }
        var operation = operation(call);
        var types = new ArrayList<String>();
        if (header.equals("accept")) {
            operation
                    .path("responses")
                    .forEach(r -> r.path("content").fieldNames().forEachRemaining(types::add));
        } else {
            operation.path("requestBody").path("content").fieldNames().forEachRemaining(types::add);
        }
        return types.stream()
                .filter(t -> version(t) != null && version(t).compareTo(asked.get()) <= 0)
                .max(java.util.Comparator.comparing(ContractText::version))
                .or(() -> call.header(header));
    }

    private static String version(String type) {
        var match = MEDIA_TYPE.matcher(type);
        return match.lookingAt() ? match.group(1) : null;
    }

    /** Members of an answer that no schema of the operation has, by their paths. */
    java.util.List<String> surplus(HttpCall call, int status, JsonNode body) {
        var content = operation(call)
                .path("responses")
                .path(String.valueOf(status))
                .path("content")
                .path(served(call, "accept").orElse(""));
        var found = new java.util.TreeSet<String>();
        if (content.has("schema")) {
            surplus("", java.util.List.of(content.get("schema")), body, found);
        }
        return java.util.List.copyOf(found);
    }

    private void surplus(String at, java.util.List<JsonNode> schemas, JsonNode node, java.util.Set<String> into) {
        var all = new ArrayList<JsonNode>();
        schemas.forEach(schema -> expand(schema, all, new java.util.HashSet<>()));
        if (node.isArray()) {
            var items = all.stream()
                    .filter(s -> s.has("items"))
                    .map(s -> s.get("items"))
                    .toList();
            node.forEach(item -> surplus(at + "[]", items, item, into));
        } else if (node.isObject() && all.stream().anyMatch(s -> s.has("properties"))) {
            for (var member : node.properties()) {
                var own = all.stream()
                        .map(s -> s.path("properties").get(member.getKey()))
                        .filter(java.util.Objects::nonNull)
                        .toList();
                if (own.isEmpty()) {
                    into.add(at + "/" + member.getKey());
                } else {
                    surplus(at + "/" + member.getKey(), own, member.getValue(), into);
                }
            }
        }
    }

    /** A schema with everything that it refers to, is composed of or can be. */
    private void expand(JsonNode schema, java.util.List<JsonNode> into, java.util.Set<String> seen) {
        if (schema.has("$ref")) {
            var name = schema.path("$ref").asText().replaceFirst(".*/", "");
            if (seen.add(name)) {
                expand(root.path("components").path("schemas").path(name), into, seen);
            }
            return;
        }
        into.add(schema);
        for (var kind : new String[] {"allOf", "anyOf", "oneOf"}) {
            schema.path(kind).forEach(part -> expand(part, into, seen));
        }
    }

    private JsonNode operation(HttpCall call) {
        return path(call)
                .map(p -> root.path("paths").path(p).path(call.method().toLowerCase(java.util.Locale.ROOT)))
                .orElseGet(JSON::createObjectNode);
    }
}
