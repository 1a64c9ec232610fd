package dev.cmkconsole.sandbox.atlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Reads members of request bodies and refuses wrong types with Atlas' error codes. A null member counts as absent. */
public final class Members {
    private Members() {}

    public static String text(JsonNode body, String name) {
        var value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw AtlasError.invalid(name);
        }
        return value.textValue();
    }

    public static String text(JsonNode body, String name, int shortest, int longest) {
        var value = text(body, name);
        if (value != null && (value.length() < shortest || value.length() > longest)) {
            throw AtlasError.invalid(name);
        }
        return value;
    }

    public static String required(JsonNode body, String name) {
        var value = text(body, name);
        if (value == null || value.isEmpty()) {
            throw AtlasError.missing(name);
        }
        return value;
    }

    public static Boolean flag(JsonNode body, String name) {
        var value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw AtlasError.invalid(name);
        }
        return value.booleanValue();
    }

    public static Integer number(JsonNode body, String name, int least, int most) {
        var value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || !value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
            throw AtlasError.invalid(name);
        }
        return value.intValue();
    }

    public static String oneOf(JsonNode body, String name, Set<String> allowed) {
        var value = text(body, name);
        if (value != null && !allowed.contains(value)) {
            throw AtlasError.invalidEnum(name, value);
        }
        return value;
    }
}
