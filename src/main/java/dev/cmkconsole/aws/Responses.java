package dev.cmkconsole.aws;

import java.util.Optional;

/** Requires members that AWS always sends. The SDK returns null if one is absent. */
final class Responses {
    private Responses() {}

    /** Ends the call as unreadable. Thrown only inside {@link AwsCalls#call}. */
    static final class Incomplete extends RuntimeException {
        Incomplete(String member) {
            super(member);
        }
    }

    static <T> T required(T value, String member) {
        return Optional.ofNullable(value).orElseThrow(() -> new Incomplete(member));
    }

    static <T> T required(Optional<T> value, String member) {
        return value.orElseThrow(() -> new Incomplete(member));
    }
}
