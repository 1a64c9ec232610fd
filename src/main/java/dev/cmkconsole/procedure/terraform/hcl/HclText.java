package dev.cmkconsole.procedure.terraform.hcl;

import dev.cmkconsole.model.outcome.Legible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes blocks in the form that {@code terraform fmt} leaves alone. */
public final class HclText {
    private static final int WIDEST_LIST = 80;
    private static final int WIDEST_COMMENT = 96;
    private static final String INDENT = "  ";

    private HclText() {}

    public static String of(Block block) {
        var lines = new ArrayList<String>();
        block.comments().forEach(c -> lines.addAll(comment(c)));
        lines.addAll(block(block));
        return String.join("\n", lines) + "\n";
    }

    /** A comment of whole lines; a hostile name cannot end it, because it contains no line break afterwards. */
    public static List<String> comment(String text) {
        var lines = new ArrayList<String>();
        for (var paragraph : Legible.lines(text).split("\n", -1)) {
            // A command to copy stays in one line.
            if (paragraph.startsWith("  ")) {
                lines.add("#" + paragraph.stripTrailing());
                continue;
            }
            var line = new StringBuilder("#");
            for (var word : paragraph.split(" ")) {
                if (line.length() > 1 && line.length() + word.length() >= WIDEST_COMMENT) {
                    lines.add(line.toString());
                    line = new StringBuilder("#");
                }
                line.append(word.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static List<String> block(Block block) {
        var head = new StringBuilder(block.type());
        block.labels().forEach(l -> head.append(' ').append(quoted(l)));
        var lines = new ArrayList<String>();
        lines.add(head + " {");
        lines.addAll(indented(body(block)));
        lines.add("}");
        return lines.size() == 2 ? List.of(head + " {}") : lines;
    }

    /** Arguments of one line stand in columns as long as nothing comes between them. */
    private static List<String> body(Block block) {
        var lines = new ArrayList<String>();
        var run = new Columns(lines);
        block.body().forEach(entry -> {
            switch (entry) {
                case Block.Entry.Argument(var name, var value) -> run.add(name, value);
                case Block.Entry.Nested(var nested) -> run.interrupt(block(nested));
                case Block.Entry.Comment(var text) -> run.interrupt(comment(text));
                case Block.Entry.Gap() -> run.interrupt(List.of(""));
            }
        });
        run.end();
        return lines;
    }

    /** Consecutive arguments of one line, whose equals signs stand below each other. */
    private static final class Columns {
        private final List<String> lines;
        private final List<String[]> pending = new ArrayList<>();

        Columns(List<String> lines) {
            this.lines = lines;
        }

        void add(String name, Expression value) {
            var text = value(value);
            if (text.size() == 1) {
                pending.add(new String[] {name, text.getFirst()});
                return;
            }
            end();
            lines.add(name + " = " + text.getFirst());
            lines.addAll(text.subList(1, text.size()));
        }

        void interrupt(List<String> between) {
            end();
            lines.addAll(between);
        }

        void end() {
            int width = pending.stream().mapToInt(p -> width(p[0])).max().orElse(0);
            pending.forEach(p -> lines.add(p[0] + " ".repeat(width - width(p[0])) + " = " + p[1]));
            pending.clear();
        }

        private static int width(String text) {
            return text.codePointCount(0, text.length());
        }
    }

    private static List<String> value(Expression expression) {
        return switch (expression) {
            case Expression.Quoted(var text) -> List.of(quoted(text));
            case Expression.Raw(var hcl) -> List.of(hcl);
            case Expression.Items(var items) -> items(items);
            case Expression.Members(var members) -> members(members);
            case Expression.Call(var function, var argument) -> {
                var inner = new ArrayList<>(value(argument));
                inner.set(0, function + "(" + inner.getFirst());
                inner.set(inner.size() - 1, inner.getLast() + ")");
                yield inner;
            }
        };
    }

    private static List<String> items(List<Expression> items) {
        var texts = items.stream().map(HclText::value).toList();
        if (texts.stream().allMatch(t -> t.size() == 1)) {
            var line =
                    "[" + String.join(", ", texts.stream().map(List::getFirst).toList()) + "]";
            if (line.length() <= WIDEST_LIST) {
                return List.of(line);
            }
        }
        var lines = new ArrayList<String>();
        lines.add("[");
        for (var text : texts) {
            var item = new ArrayList<>(text);
            item.set(item.size() - 1, item.getLast() + ",");
            lines.addAll(indented(item));
        }
        lines.add("]");
        return lines;
    }

    private static List<String> members(Map<String, Expression> members) {
        if (members.isEmpty()) {
            return List.of("{}");
        }
        var inner = new ArrayList<String>();
        var run = new Columns(inner);
        members.forEach((name, value) -> run.add(key(name), value));
        run.end();
        var lines = new ArrayList<String>();
        lines.add("{");
        lines.addAll(indented(inner));
        lines.add("}");
        return lines;
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream().map(l -> l.isEmpty() ? l : INDENT + l).toList();
    }

    /** An identifier stands bare, except the word that would begin a {@code for} expression. */
    private static String key(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") && !name.equals("for") ? name : quoted(name);
    }

    /** A quoted template in which nothing is read as a template or obeyed as a control character. */
    static String quoted(String value) {
        var text = new StringBuilder("\"");
        value.codePoints().forEach(c -> text.append(escaped(c)));
        return text.append('"').toString().replace("${", "$${").replace("%{", "%%{");
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                var plain = Character.toString(c);
                if (Legible.line(plain).equals(plain)) {
                    yield plain;
                }
                yield c > 0xffff ? String.format(Locale.ROOT, "\\U%08x", c) : String.format(Locale.ROOT, "\\u%04x", c);
            }
        };
    }
}
