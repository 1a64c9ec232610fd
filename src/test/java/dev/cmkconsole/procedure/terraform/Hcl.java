package dev.cmkconsole.procedure.terraform;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a configuration by the HCL native syntax specification, as far as the program writes it. Anything else is an
 * error. Values are String, BigDecimal, Boolean, List, Map, {@link Reference} or {@link Call}.
 */
final class Hcl {
    /** A block with its arguments and the blocks within. */
    record Block(String type, List<String> labels, Map<String, Object> arguments, List<Block> blocks) {
        String address() {
            return String.join(".", labels);
        }

        Stream<Block> blocks(String type) {
            return blocks.stream().filter(b -> b.type().equals(type));
        }

        Optional<Block> block(String type) {
            return blocks(type).findFirst();
        }
    }

    record Reference(String path) {}

    record Call(String function, Object argument) {}

    private final String text;
    private int at;

    private Hcl(String text) {
        this.text = text;
    }

    static List<Block> read(String text) {
        var hcl = new Hcl(text);
        var file = new Block("file", List.of(), new LinkedHashMap<>(), new ArrayList<>());
        hcl.body(file);
        if (hcl.at < text.length()) {
            throw hcl.wrong("a block");
        }
        return file.blocks();
    }

    private IllegalArgumentException wrong(String expected) {
        int line = (int) text.substring(0, at).lines().count();
        return new IllegalArgumentException("line " + line + ": expected " + expected + " at "
                + text.substring(at, Math.min(text.length(), at + 40)));
    }

    private void space() {
        while (at < text.length()) {
            if (text.charAt(at) == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return;
            }
        }
    }

    private boolean next(char c) {
        space();
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean take(char c) {
        boolean there = next(c);
        at += there ? 1 : 0;
        return there;
    }

    private void need(char c) {
        if (!take(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private void body(Block into) {
        while (true) {
            space();
            if (at >= text.length() || text.charAt(at) == '}') {
                return;
            }
            var name = identifier();
            if (take('=')) {
                if (into.arguments().put(name, value()) != null) {
                    throw wrong("no second " + name);
                }
                continue;
            }
            var labels = new ArrayList<String>();
            while (next('"')) {
                labels.add(quoted());
            }
            need('{');
            var block = new Block(name, labels, new LinkedHashMap<>(), new ArrayList<>());
            body(block);
            need('}');
            into.blocks().add(block);
        }
    }

    private String identifier() {
        space();
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == from || Character.isDigit(text.charAt(from))) {
            throw wrong("an identifier");
        }
        return text.substring(from, at);
    }

    private Object value() {
        space();
        char c = text.charAt(at);
        if (c == '"') {
            return quoted();
        }
        if (c == '[') {
            return list();
        }
        if (c == '{') {
            return object();
        }
        if (c == '-' || Character.isDigit(c)) {
            return number();
        }
        return word();
    }

    private Object word() {
        var word = identifier();
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        if (at < text.length() && text.charAt(at) == '(') {
            at++;
            var argument = value();
            need(')');
            return new Call(word, argument);
        }
        int from = at - word.length();
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-.[]".indexOf(text.charAt(at)) >= 0)) {
            if (text.charAt(at) == ']' && text.lastIndexOf('[', at) < from) {
                break;
            }
            at++;
        }
        var path = text.substring(from, at);
        // A list that ends with a reference.
        while (path.endsWith("]")
                && path.chars().filter(c -> c == '[').count()
                        < path.chars().filter(c -> c == ']').count()) {
            path = path.substring(0, path.length() - 1);
            at--;
        }
        return new Reference(path);
    }

    private BigDecimal number() {
        int from = at;
        while (at < text.length() && "-+.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return new BigDecimal(text.substring(from, at));
    }

    private List<Object> list() {
        need('[');
        var items = new ArrayList<Object>();
        while (!take(']')) {
            items.add(value());
            if (!take(',') && !next(']')) {
                throw wrong("a comma");
            }
        }
        return items;
    }

    private Map<String, Object> object() {
        need('{');
        var members = new LinkedHashMap<String, Object>();
        while (!take('}')) {
            var key = next('"') ? quoted() : identifier();
            need('=');
            if (members.put(key, value()) != null) {
                throw wrong("no second " + key);
            }
            take(',');
        }
        return members;
    }

    /** A quoted template without interpolation. */
    private String quoted() {
        need('"');
        var value = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            boolean opens = (c == '$' || c == '%') && text.startsWith("{", at);
            boolean doubled = (c == '$' || c == '%') && text.startsWith(c + "{", at);
            if (c == '\n') {
                throw wrong("no line break in a text");
            } else if (doubled) {
                value.append(c).append('{');
                at += 2;
            } else if (opens) {
                throw wrong("no template");
            } else if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
            }
        }
        at++;
        return value.toString();
    }

    private void escape(StringBuilder value) {
        char c = text.charAt(at++);
        switch (c) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '"', '\\' -> value.append(c);
            case 'u', 'U' -> {
                int length = c == 'u' ? 4 : 8;
                value.appendCodePoint(Integer.parseInt(text.substring(at, at + length), 16));
                at += length;
            }
            default -> throw wrong("an escape");
        }
    }
}
