package dev.cmkconsole.sandbox.strangers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares an answer with the members that a client reads. An object may have further members; a list has exactly the
 * given items. In place of a value, {@code "<any>"} takes everything, {@code "<absent>"} nothing, {@code {"<some>": X}} a
 * list with an item like X, {@code {"<none>": X}} a list without one, and {@code {"<size>": n}} a list of n items.
 */
final class JsonExpectation {
    private JsonExpectation() {}

    /** One line per difference. */
    static List<String> differences(JsonNode expected, JsonNode real) {
        var found = new ArrayList<String>();
        compare("", expected, real, found);
        return found;
    }

    private static boolean alike(JsonNode expected, JsonNode real) {
        return differences(expected, real).isEmpty();
    }

    private static void compare(String at, JsonNode expected, JsonNode real, List<String> into) {
        if (expected.isTextual() && expected.textValue().startsWith("<")) {
            special(at, expected.textValue(), real, into);
        } else if (expected.has("<some>")) {
            var wanted = expected.get("<some>");
            if (elements(real).stream().noneMatch(item -> alike(wanted, item))) {
                into.add(at + ": no item is like " + wanted + " in " + real);
            }
        } else if (expected.has("<none>")) {
            var unwanted = expected.get("<none>");
            if (!real.isArray() || elements(real).stream().anyMatch(item -> alike(unwanted, item))) {
                into.add(at + ": an item is like " + unwanted + " in " + real);
            }
        } else if (expected.has("<size>")) {
            if (!real.isArray() || real.size() != expected.get("<size>").intValue()) {
                into.add(at + ": not " + expected.get("<size>") + " items in " + real);
            }
        } else if (expected.isObject()) {
            expected.properties()
                    .forEach(e -> compare(at + "/" + e.getKey(), e.getValue(), real.path(e.getKey()), into));
        } else if (expected instanceof ArrayNode items) {
            if (real.size() != items.size() || !real.isArray()) {
                into.add(at + ": not " + items.size() + " items in " + real);
                return;
            }
            for (int i = 0; i < items.size(); i++) {
                compare(at + "/" + i, items.get(i), real.get(i), into);
            }
        } else if (expected.isNumber() && real.isNumber()
                ? expected.decimalValue().compareTo(real.decimalValue()) != 0
                : !expected.equals(real)) {
            into.add(at + ": " + real + " instead of " + expected);
        }
    }

    private static void special(String at, String kind, JsonNode real, List<String> into) {
        var fits = switch (kind) {
            case "<any>" -> !real.isMissingNode();
            case "<absent>" -> real.isMissingNode();
            default -> throw new IllegalArgumentException("unknown expectation " + kind);
        };
        if (!fits) {
            into.add(at + ": " + real + " instead of " + kind);
        }
    }

    private static List<JsonNode> elements(JsonNode list) {
        var items = new ArrayList<JsonNode>();
        list.forEach(items::add);
        return items;
    }
}
