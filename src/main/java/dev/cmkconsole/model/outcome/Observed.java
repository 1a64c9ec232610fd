package dev.cmkconsole.model.outcome;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * One part of a snapshot: read, or not readable and why, or not looked at. What was not read is never a value.
 */
public sealed interface Observed<T> {

    record Known<T>(T content, Instant at) implements Observed<T> {}

    record Failed<T>(Problem cause, Instant at) implements Observed<T> {}

    record NotRead<T>() implements Observed<T> {}

    static <T> Observed<T> notRead() {
        return new NotRead<>();
    }

    default Optional<T> value() {
        return this instanceof Known<T>(T content, Instant _) ? Optional.of(content) : Optional.empty();
    }

    default Optional<Problem> problem() {
        return this instanceof Failed<T>(Problem cause, Instant _) ? Optional.of(cause) : Optional.empty();
    }

    /** When the part was read or failed to be. */
    default Optional<Instant> readAt() {
        return switch (this) {
            case Known<T> k -> Optional.of(k.at());
            case Failed<T> f -> Optional.of(f.at());
            case NotRead<T> _ -> Optional.empty();
        };
    }

    default <R> Optional<R> map(Function<T, R> f) {
        return value().map(f);
    }
}
