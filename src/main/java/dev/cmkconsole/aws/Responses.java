package dev.cmkconsole.aws;

import java.util.Optional;

/** Members that AWS always sends; the SDK turns their absence into null. */
final class Responses {
    private Responses() {}

    /** Ends the call as unreadable; thrown inside {@link AwsCalls#call} only. */
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
