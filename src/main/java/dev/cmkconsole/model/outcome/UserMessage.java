package dev.cmkconsole.model.outcome;

import java.util.function.UnaryOperator;

/** A problem in words for the user: what happened, what it means, what to do next. */
public record UserMessage(String code, String what, String means, String next) {

    public UserMessage words(UnaryOperator<String> change) {
        return new UserMessage(change.apply(code), change.apply(what), change.apply(means), change.apply(next));
    }
}
