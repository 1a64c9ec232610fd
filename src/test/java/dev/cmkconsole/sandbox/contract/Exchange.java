package dev.cmkconsole.sandbox.contract;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What the contract can say of one exchange, in parts: the members of each object, and the value of each member. Two
 * exchanges with the same parts are both valid or both not. Words in capitals tell the variants of an object apart, so
 * they belong to the object; elements of a list are objects of their own.
 */
final class Exchange {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{10,}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d(?::|%3A)\\d\\d(?::|%3A)\\d\\d(?:\\.\\d+)?Z");
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    /** Of a year; an id has more, and a free port at least as many. */
    private static final int SHORTEST = 4;
    /** Of a UUID. */
    private static final int SHORTEST_OF_ID = 8;

    private static final Pattern CAPITALS = Pattern.compile("[A-Z][A-Z0-9_.-]*");

    private final Set<String> parts = new HashSet<>();

    private Exchange() {}

    /** @param words the fixed parts of the contract's paths; others are names */
    static Set<String> parts(HttpCall call, HttpReply reply, Set<String> words) {
        var exchange = new Exchange();
        var path = new StringJoiner("/");
        for (var segment : call.rawPath().split("/")) {
            path.add(words.contains(segment) ? segment : "{}");
        }
        String operation =
                call.method() + " " + path + " " + call.header("accept").orElse("") + " " + reply.status();
        exchange.parts.add(operation + " at " + alike(call.rawPath()) + "?" + alike(call.rawQuery()));
        exchange.body(
                operation + " asked " + call.header("content-type").orElse("") + " " + variant(call.rawQuery()),
                call.body());
        exchange.body(
                operation + " answered " + Optional.ofNullable(reply.headers().get("Content-Type")), reply.body());
        return exchange.parts;
    }

    /** Stands for everything that the contract can judge; the same exchange again is valid again. */
    static String digest(HttpCall call, HttpReply reply) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            for (var text : List.of(
                    call.method(),
                    call.rawPath(),
                    call.rawQuery(),
                    call.header("accept").orElse(""),
                    call.header("content-type").orElse(""),
                    String.valueOf(reply.status()),
                    String.valueOf(reply.headers().get("Content-Type")),
                    String.valueOf(call.body().length))) {
                md5.update(text.getBytes(StandardCharsets.UTF_8));
                md5.update((byte) 0);
            }
            md5.update(call.body());
            return HexFormat.of().formatHex(md5.digest(reply.body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An envelope gives every answer another form. */
    private static String variant(String query) {
        return query.contains("envelope=true") ? "envelope" : "";
    }

    private void body(String where, byte[] body) {
        if (body.length == 0) {
            parts.add(where + " nothing");
            return;
        }
        try {
            parts.add(where + " " + form(where, JSON.readTree(body)));
        } catch (JacksonException e) {
            parts.add(where + " " + new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Adds the parts below a node, and returns what its own object is to know of it. */
    private String form(String where, JsonNode node) {
        if (node.isObject()) {
            var form = new StringJoiner(",", "{", "}");
            node.properties().forEach(m -> form.add(m.getKey() + ":" + form(where + "/" + m.getKey(), m.getValue())));
            return form.toString();
        }
        if (node.isArray()) {
            node.forEach(element -> parts.add(where + "[] " + form(where + "[]", element)));
            return "[" + Math.min(node.size(), 2) + "]";
        }
        if (node.isNumber()) {
            parts.add(where + "=" + node.asText());
            return node.isIntegralNumber() ? "integer" : "number";
        }
        if (!node.isTextual()) {
            return node.asText();
        }
        var text = node.textValue();
        if (CAPITALS.matcher(text).matches()) {
            return text;
        }
        parts.add(where + "=" + alike(text));
        return "text";
    }

    /** How many digits, or letters that can be digits, stand beside each other: most texts have neither id nor time. */
    private static int longestHex(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            run = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static String alike(String text) {
        int hex = longestHex(text);
        if (text.length() < 10 || hex < SHORTEST) {
            return text;
        }
        var alike = text.indexOf('Z') < 0 ? text : TIME.matcher(text).replaceAll("TIME");
        if (hex >= SHORTEST_OF_ID) {
            alike = ID.matcher(alike).replaceAll(id -> "ID" + id.group().length());
        }
        return alike.contains("127.") ? PORT.matcher(alike).replaceAll("HOST") : alike;
    }
}
