package dev.cmkconsole.procedure.terraform.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A block of a configuration: its type, its labels, the comment above it, and its body in order. */
public final class Block {
    /** An argument, or a block within; a comment stands above either. */
    sealed interface Entry {
        record Argument(String name, Expression value) implements Entry {}

        record Nested(Block block) implements Entry {}

        record Comment(String text) implements Entry {}

        record Gap() implements Entry {}
    }

    private final String type;
    private final List<String> labels;
    private final List<String> comments = new ArrayList<>();
    private final List<Entry> body = new ArrayList<>();

    private Block(String type, List<String> labels) {
        this.type = type;
        this.labels = labels;
    }

    public static Block of(String type, String... labels) {
        return new Block(type, List.of(labels));
    }

    /** Adds a paragraph to the comment above the block. */
    public Block comment(String text) {
        comments.add(text);
        return this;
    }

    public Block set(String name, Expression value) {
        body.add(new Entry.Argument(name, value));
        return this;
    }

    /** Adds a comment above the next argument. */
    public Block note(String text) {
        body.add(new Entry.Comment(text));
        return this;
    }

    public Block nest(Block block) {
        if (!body.isEmpty()) {
            gap();
        }
        body.add(new Entry.Nested(block));
        return this;
    }

    public Block gap() {
        body.add(new Entry.Gap());
        return this;
    }

    /** {@code resource.type.label}, as other blocks refer to a resource. */
    public String address() {
        return type.equals("resource") ? String.join(".", labels) : type + "." + String.join(".", labels);
    }

    String type() {
        return type;
    }

    List<String> labels() {
        return labels;
    }

    List<String> comments() {
        return comments;
    }

    Stream<Entry> body() {
        return body.stream();
    }
}
