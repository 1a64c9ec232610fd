package dev.cmkconsole.service.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sandbox holds of one project and of AWS, as sorted lines of path and value. Ids that were made after the
 * scenario was loaded have one name, and times are left out.
 */
public final class SandboxData {
    private static final Pattern ID = Pattern.compile(
            "mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{24}\\b|\\bA[KRISG][A-Z]{2}[A-Z0-9]{12,}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*");
    /** When something was made or used, what identifies a piece of key material, and where a node is. */
    private static final List<String> LEFT_OUT = List.of(
            "created",
            "updated",
            "lastus",
            "usedat",
            "when",
            "material",
            "secret",
            "nonce",
            "sessions",
            "links",
            "connectionstrings",
            "versionid",
            "propagat");

    private SandboxData() {}

    public static Set<String> ids(Sandbox sandbox) {
        var ids = new HashSet<String>();
        Stream.concat(
                        Stream.of(sandbox.aws().save().toString()),
                        sandbox.atlas().projects().stream()
                                .flatMap(p -> read(sandbox, p.id()).stream().map(JsonNode::toString)))
                .forEach(text -> ID.matcher(text).results().forEach(m -> ids.add(m.group())));
        return ids;
    }

    public static String withoutIds(String text) {
        return ID.matcher(text).replaceAll("id");
    }

    public static Set<String> ids(String text) {
        return ID.matcher(text).results().map(m -> m.group()).collect(Collectors.toSet());
    }

    /** @param known the ids of the scenario itself */
    public static List<String> lines(Sandbox sandbox, String project, Set<String> known) {
        var lines = new TreeMap<String, Integer>();
        read(sandbox, project).forEach(node -> add("", node, known, lines));
        return lines.entrySet().stream()
                .map(e -> e.getKey() + " x" + e.getValue())
                .toList();
    }

    private static List<JsonNode> read(Sandbox sandbox, String project) {
        var atlas = new AtlasTestClient(
                sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());
        String group = "/api/atlas/v2/groups/" + project;
        return List.of(
                sandbox.aws().save(),
                atlas.get(group + "/encryptionAtRest").json(),
                atlas.get(group + "/cloudProviderAccess").json(),
                atlas.get(group + "/clusters").json(),
                atlas.get(group + "/alertConfigs").json());
    }

    private static void add(String path, JsonNode node, Set<String> known, TreeMap<String, Integer> lines) {
        if (node.isObject()) {
            node.properties().forEach(e -> add(path + "/" + plain(e.getKey(), known), e.getValue(), known, lines));
            return;
        }
        if (node.isArray()) {
            node.forEach(one -> add(path + "[" + name(one, known) + "]", one, known, lines));
            return;
        }
        String value = node.asText();
        if (!TIME.matcher(value).matches() && LEFT_OUT.stream().noneMatch(path.toLowerCase(Locale.ROOT)::contains)) {
            lines.merge(path + " = " + plain(value, known), 1, Integer::sum);
        }
    }

    /** What tells an element of a list from the others. */
    private static String name(JsonNode one, Set<String> known) {
        return plain(
                one.path("id").asText(one.path("roleId").asText(one.path("name").asText(""))), known);
    }

    /** The lines that only one of the two has. */
    public static List<String> difference(List<String> expected, List<String> actual) {
        var all = new java.util.ArrayList<String>();
        expected.stream().filter(l -> !actual.contains(l)).map(l -> "- " + l).forEach(all::add);
        actual.stream().filter(l -> !expected.contains(l)).map(l -> "+ " + l).forEach(all::add);
        return all;
    }

    private static String plain(String text, Set<String> known) {
        return ID.matcher(text).replaceAll(m -> known.contains(m.group()) ? m.group() : "new");
    }
}
