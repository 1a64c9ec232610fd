package dev.cmkconsole.model;

import java.util.function.UnaryOperator;

/** A problem as a person was told of it: what happened, what it means, what to do next. */
public record Told(String code, String what, String means, String next) {

    Told words(UnaryOperator<String> change) {
        return new Told(change.apply(code), change.apply(what), change.apply(means), change.apply(next));
    }
}
