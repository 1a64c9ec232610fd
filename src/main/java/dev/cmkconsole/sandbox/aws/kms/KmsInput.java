package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The body of a KMS request. Reading a member validates it by the service model and reports errors in the service's
 * words.
 */
record KmsInput(ObjectNode json) {

    Optional<String> text(String name) {
        var node = member(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw wrongType(node, "String");
        }
        return Optional.of(node.textValue());
    }

    Optional<String> text(String name, int min, int max) {
        var value = text(name);
        value.ifPresent(v -> checkLength(name, v, v.length(), min, max));
        return value;
    }

    String required(String name, int min, int max) {
        return text(name, min, max).orElseThrow(() -> missing(name));
    }

    Optional<String> oneOf(String name, Set<String> allowed) {
        var value = text(name);
        if (value.isPresent() && !allowed.contains(value.get())) {
            throw invalid("Value '" + value.get() + "' at '" + field(name)
                    + "' failed to satisfy constraint: Member must satisfy enum value set: "
                    + new java.util.TreeSet<>(allowed));
        }
        return value;
    }

    boolean flag(String name) {
        var node = member(name);
        if (node == null) {
            return false;
        }
        if (!node.isBoolean()) {
            throw wrongType(node, "Boolean");
        }
        return node.booleanValue();
    }

    OptionalInt number(String name, int min, int max) {
        var node = member(name);
        if (node == null) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber()) {
            throw wrongType(node, "Integer");
        }
        var value = node.bigIntegerValue();
        if (value.compareTo(java.math.BigInteger.valueOf(min)) < 0
                || value.compareTo(java.math.BigInteger.valueOf(max)) > 0) {
            var below = value.compareTo(java.math.BigInteger.valueOf(min)) < 0;
            throw invalid("Value '" + value + "' at '" + field(name)
                    + "' failed to satisfy constraint: Member must have value "
                    + (below ? "greater than or equal to " + min : "less than or equal to " + max));
        }
        return OptionalInt.of(node.intValue());
    }

    Optional<byte[]> blob(String name, int min, int max) {
        var node = member(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw wrongType(node, "Blob");
        }
        try {
            var bytes = Base64.getDecoder().decode(node.textValue());
            checkLength(
                    name,
                    "java.nio.HeapByteBuffer[pos=0 lim=" + bytes.length + " cap=" + bytes.length + "]",
                    bytes.length,
                    min,
                    max);
            return Optional.of(bytes);
        } catch (IllegalArgumentException e) {
            throw AwsFault.kms("SerializationException", "Input byte array is not valid base64");
        }
    }

    byte[] requiredBlob(String name, int min, int max) {
        return blob(name, min, max).orElseThrow(() -> missing(name));
    }

    List<String> texts(String name, int max) {
        var list = new ArrayList<String>();
        for (var each : array(name, max)) {
            if (!each.isTextual()) {
                throw wrongType(each, "String");
            }
            list.add(each.textValue());
        }
        return list;
    }

    /** A map of strings, sorted by key; empty where it is not given. */
    Map<String, String> map(String name) {
        var node = member(name);
        var map = new TreeMap<String, String>();
        if (node == null) {
            return map;
        }
        if (!(node instanceof ObjectNode object)) {
            throw wrongType(node, "Map");
        }
        for (var entry : object.properties()) {
            if (!entry.getValue().isTextual()) {
                throw wrongType(entry.getValue(), "String");
            }
            map.put(entry.getKey(), entry.getValue().textValue());
        }
        return map;
    }

    Optional<KmsInput> structure(String name) {
        var node = member(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ObjectNode object)) {
            throw wrongType(node, "Structure");
        }
        return Optional.of(new KmsInput(object));
    }

    boolean has(String name) {
        return member(name) != null;
    }

    /** {@code Tags} as an ordered map, validated as tags. */
    Map<String, String> tags(boolean needed) {
        if (needed && !has("Tags")) {
            throw missing("Tags");
        }
        var tags = new LinkedHashMap<String, String>();
        for (var node : array("Tags", 200)) {
            if (!(node instanceof ObjectNode object)) {
                throw wrongType(node, "Structure");
            }
            var tag = new KmsInput(object);
            var key = tag.required("TagKey", 1, 128);
            var value = tag.required("TagValue", 0, 256);
            if (key.startsWith("aws:")) {
                throw AwsFault.kms("TagException", "Tags beginning with aws: are reserved");
            }
            if (tags.put(key, value) != null) {
                throw AwsFault.kms("TagException", "Duplicate tag keys");
            }
        }
        return tags;
    }

    private Iterable<JsonNode> array(String name, int max) {
        var node = member(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw wrongType(node, "List");
        }
        if (node.size() > max) {
            throw invalid("Value at '" + field(name)
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + max);
        }
        return node;
    }

    private JsonNode member(String name) {
        var node = json.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private static void checkLength(String name, String shown, int length, int min, int max) {
        if (length < min || length > max) {
            var limit = length < min ? "greater than or equal to " + min : "less than or equal to " + max;
            throw invalid("Value '" + shown + "' at '" + field(name)
                    + "' failed to satisfy constraint: Member must have length " + limit);
        }
    }

    static AwsFault missing(String name) {
        return invalid("Value null at '" + field(name) + "' failed to satisfy constraint: Member must not be null");
    }

    static AwsFault invalid(String what) {
        return AwsFault.kms("ValidationException", "1 validation error detected: " + what);
    }

    private static AwsFault wrongType(JsonNode node, String expected) {
        var given = switch (node.getNodeType()) {
            case ARRAY -> "START_ARRAY";
            case OBJECT -> "START_OBJECT";
            case BOOLEAN -> node.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE";
            case NUMBER -> "NUMBER_VALUE";
            default -> "STRING_VALUE";
        };
        return AwsFault.kms("SerializationException", given + " cannot be converted to " + expected);
    }

    private static String field(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
