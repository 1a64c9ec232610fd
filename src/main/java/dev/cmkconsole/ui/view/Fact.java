package dev.cmkconsole.ui.view;

import dev.cmkconsole.model.outcome.Problem;
import java.time.Instant;
import java.util.Optional;

/** One fact that was read: a name and a value. */
public record Fact(String name, Value value) {

    /** A value and its form of display. */
    public sealed interface Value {
        record Plain(String text) implements Value {}

        record Identifier(String text) implements Value {}

        /**
         * @param at when it was read
         */
        record Status(Badge badge, Optional<Instant> at) implements Value {}

        record Unreadable(Problem problem) implements Value {}
    }

    public static Fact plain(String name, String text) {
        return new Fact(name, new Value.Plain(text));
    }

    public static Fact identifier(String name, String text) {
        return new Fact(name, new Value.Identifier(text));
    }

    public static Fact status(String name, Badge badge, Optional<Instant> at) {
        return new Fact(name, new Value.Status(badge, at));
    }

    public static Fact unreadable(String name, Problem problem) {
        return new Fact(name, new Value.Unreadable(problem));
    }
}
