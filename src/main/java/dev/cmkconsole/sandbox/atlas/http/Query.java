package dev.cmkconsole.sandbox.atlas.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Query parameters; a name may repeat. */
public record Query(Map<String, List<String>> values) {

    /** @throws AtlasError when percent-encoding is broken */
    public static Query parse(String raw) {
        var values = new LinkedHashMap<String, List<String>>();
        if (!raw.isEmpty()) {
            for (var pair : raw.split("&")) {
                var eq = pair.indexOf('=');
                var name = decode(eq < 0 ? pair : pair.substring(0, eq));
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(eq < 0 ? "" : decode(pair.substring(eq + 1)));
            }
        }
        return new Query(values);
    }

    public static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AtlasError.of(400, "INVALID_QUERY_PARAMETER", "The query cannot be decoded.", text);
        }
    }

    public String one(String name) {
        var all = values.get(name);
        return all == null ? null : all.getFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean flag(String name, boolean otherwise) {
        var value = one(name);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, value);
        };
    }

    public int number(String name, int otherwise, int least, int most) {
        var value = one(name);
        if (value == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(name, value);
        }
        throw invalid(name, value);
    }

    public static AtlasError invalid(String name, String value) {
        return AtlasError.of(
                400,
                "INVALID_QUERY_PARAMETER",
                "Invalid query parameter " + name + " specified: " + value + ".",
                name,
                value);
    }
}
