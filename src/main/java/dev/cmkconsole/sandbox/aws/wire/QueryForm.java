package dev.cmkconsole.sandbox.aws.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Parameters of an AWS Query request. Reading a parameter validates it and reports errors in the words of IAM and STS.
 */
public final class QueryForm {

    public static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");

    private final Map<String, String> fields;

    private QueryForm(Map<String, String> fields) {
        this.fields = fields;
    }

    public static QueryForm of(Map<String, String> fields) {
        return new QueryForm(new LinkedHashMap<>(fields));
    }

    /** @throws AwsFault MalformedQueryString */
    public static QueryForm parse(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            try {
                fields.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw new AwsFault(
                        404, "MalformedQueryString", "Keys and values in the query string must be percent-encoded");
            }
        }
        return new QueryForm(fields);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    public Optional<String> text(String name, int min, int max, Pattern pattern) {
        var value = text(name);
        value.ifPresent(v -> {
            if (v.length() > max || v.length() < min) {
                throw invalid(
                        name,
                        v,
                        "Member must have length "
                                + (v.length() > max
                                        ? "less than or equal to " + max
                                        : "greater than or equal to " + min));
            }
            if (pattern != null && !pattern.matcher(v).matches()) {
                if (pattern == NAME) {
                    throw AwsFault.validation("The specified value for " + field(name)
                            + " is invalid. It must contain only alphanumeric characters and/or the following:"
                            + " +=,.@_-");
                }
                throw invalid(name, v, "Member must satisfy regular expression pattern: " + pattern.pattern());
            }
        });
        return value;
    }

    public String required(String name, int min, int max, Pattern pattern) {
        return text(name, min, max, pattern).orElseThrow(() -> missing(name));
    }

    public OptionalInt number(String name, int min, int max) {
        var value = text(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().matches("-?\\d{1,9}")) {
            throw new AwsFault(400, "MalformedInput", "Invalid value for " + name);
        }
        int number = Integer.parseInt(value.get());
        if (number < min || number > max) {
            throw invalid(
                    name,
                    value.get(),
                    "Member must have value "
                            + (number > max ? "less than or equal to " + max : "greater than or equal to " + min));
        }
        return OptionalInt.of(number);
    }

    public boolean has(String name) {
        return fields.containsKey(name) || fields.keySet().stream().anyMatch(key -> key.startsWith(name + ".member.1"));
    }

    /** {@code Name.member.1}, {@code Name.member.2} and so on. */
    public List<String> list(String name) {
        var list = new ArrayList<String>();
        for (int i = 1; fields.containsKey(name + ".member." + i); i++) {
            list.add(fields.get(name + ".member." + i));
        }
        return list;
    }

    /** The structures of a list, each as a separate form. */
    public List<QueryForm> structures(String name) {
        var list = new ArrayList<QueryForm>();
        for (int i = 1; ; i++) {
            var prefix = name + ".member." + i + ".";
            var own = new LinkedHashMap<String, String>();
            fields.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    own.put(key.substring(prefix.length()), value);
                }
            });
            if (own.isEmpty()) {
                return list;
            }
            list.add(new QueryForm(own));
        }
    }

    /** {@code Tags.member.n.Key} and {@code .Value} in order. */
    public Map<String, String> tags() {
        var tags = new LinkedHashMap<String, String>();
        for (var tag : structures("Tags")) {
            var key = tag.required("Key", 1, 128, null);
            if (key.startsWith("aws:")) {
                throw new AwsFault(400, "InvalidInput", "System tags cannot be added/updated by requester");
            }
            if (tags.put(key, tag.required("Value", 0, 256, null)) != null) {
                throw new AwsFault(
                        400,
                        "InvalidInput",
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return tags;
    }

    public static AwsFault missing(String name) {
        return AwsFault.validation("1 validation error detected: Value null at '" + field(name)
                + "' failed to satisfy constraint: Member must not be null");
    }

    private static AwsFault invalid(String name, String value, String constraint) {
        return AwsFault.validation("1 validation error detected: Value '" + value + "' at '" + field(name)
                + "' failed to satisfy constraint: " + constraint);
    }

    private static String field(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
