package dev.cmkconsole.model.outcome;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * One part of a snapshot: it was read, or reading failed and why, or nobody tried. What was not read is never a value.
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

    /** When reading succeeded or failed. */
    default Optional<Instant> readAt() {
        return switch (this) {
            case Known<T> k -> Optional.of(k.at());
            case Failed<T> f -> Optional.of(f.at());
            case NotRead<T> _ -> Optional.empty();
        };
    }

    /** Converts a known part. A part that was not read keeps its reason and time. */
    default <R> Observed<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Known<T>(var content, var at) -> new Known<>(change.apply(content), at);
            case Failed<T>(var cause, var at) -> new Failed<>(cause, at);
            case NotRead<T> _ -> notRead();
        };
    }

    /** Reads another part if this part is known. */
    default <R> Observed<R> flatMap(Function<? super T, Observed<R>> next) {
        return switch (this) {
            case Known<T>(var content, var _) -> next.apply(content);
            case Failed<T>(var cause, var at) -> new Failed<>(cause, at);
            case NotRead<T> _ -> notRead();
        };
    }

    /**
     * One answer for a known part, and another for a part that was not read.
     *
     * @param unread is given {@link #unreadCode}
     */
    default <R> R fold(Function<? super T, ? extends R> known, Function<? super String, ? extends R> unread) {
        return this instanceof Known<T>(T content, Instant _) ? known.apply(content) : unread.apply(unreadCode());
    }

    /** The code of the problem that made reading fail; a hyphen where nothing was tried. */
    default String unreadCode() {
        return problem().map(Problem::code).orElse("-");
    }
}
