package dev.cmkconsole.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The scenarios that a sandbox can start with: the files under {@code scenarios}, and {@code large}, which is
 * generated.
 */
public final class Scenarios {
    /** Matches {@code large}, {@code large-200x8} (projects x clusters) or {@code large-200x8-42} with a seed. */
    private static final Pattern LARGE = Pattern.compile("large(?:-(\\d{1,4})x(\\d{1,3}))?(?:-(\\d{1,9}))?");

    private Scenarios() {}

    public static final List<String> NAMES = List.of(
            "default",
            "fresh",
            "no-key",
            "legacy",
            "interrupted",
            "broken-role",
            "key-pending-deletion",
            "multi-region",
            "private-network",
            "governed",
            "roles",
            "old-keys",
            "infinite",
            "rescue",
            "large");

    public static boolean exists(String name) {
        return NAMES.contains(name) || LARGE.matcher(name).matches();
    }

    /** @throws IllegalArgumentException when there is no scenario of that name */
    static JsonNode load(String name) {
        var large = LARGE.matcher(name);
        if (large.matches()) {
            return new LargeScenario(number(large.group(1), 200), number(large.group(2), 5), number(large.group(3), 1))
                    .make(read("fresh"));
        }
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "There is no scenario named " + name + "; there are " + String.join(", ", NAMES));
        }
        return read(name);
    }

    private static JsonNode read(String name) {
        return merge(file("common"), file(name));
    }

    /**
     * Merges objects and concatenates lists. Two list items that are objects with the same {@code id} become one item.
     */
    private static JsonNode merge(JsonNode base, JsonNode over) {
        if (base instanceof ObjectNode object && over instanceof ObjectNode changes) {
            var result = object.deepCopy();
            changes.properties()
                    .forEach(e -> result.set(
                            e.getKey(),
                            result.has(e.getKey()) ? merge(result.get(e.getKey()), e.getValue()) : e.getValue()));
            return result;
        }
        if (base instanceof ArrayNode list && over instanceof ArrayNode more) {
            var result = list.deepCopy();
            more.forEach(item -> add(result, list.size(), item));
            return result;
        }
        return over;
    }

    private static void add(ArrayNode list, int known, JsonNode item) {
        for (int i = 0; item.has("id") && i < known; i++) {
            if (list.get(i).path("id").equals(item.get("id"))) {
                list.set(i, merge(list.get(i), item));
                return;
            }
        }
        list.add(item);
    }

    /** One sentence per scenario, from its file. */
    static ObjectNode descriptions() {
        var result = Json.object();
        NAMES.forEach(n -> result.put(
                n,
                n.equals("large")
                        ? LargeScenario.DESCRIPTION
                        : file(n).path("description").asText()));
        return result;
    }

    private static JsonNode file(String name) {
        try (var in = Scenarios.class.getResourceAsStream("scenarios/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("The scenario " + name + " is missing from the program");
            }
            return Json.LENIENT.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The scenario " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static int number(String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
