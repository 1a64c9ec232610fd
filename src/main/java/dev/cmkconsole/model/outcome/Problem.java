package dev.cmkconsole.model.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What went wrong with one call, in a form the program can branch on. The words for people come from the code; {@link
 * #detail()} is only ever shown.
 */
public sealed interface Problem {

    Pattern READS = Pattern.compile("(\\w+:)?([Gg]et|[Ll]ist|[Dd]escribe|[Ss]imulate)\\w*");

    enum Origin {
        ATLAS,
        AWS,
        CONSOLE
    }

    /** What is known of the call's effect: a lost answer leaves it open. */
    enum Effect {
        NONE,
        UNKNOWN
    }

    Origin origin();

    /** {@code updateEncryptionAtRest}, {@code kms:DescribeKey}, ... */
    String operation();

    /** Atlas' {@code errorCode} or AWS' error code; for the rest a code of this program in capitals. */
    String code();

    /** The service's own words, or the library's; never with secrets. */
    String detail();

    Instant at();

    Effect effect();

    /**
     * Whether the call only reads, by its name: then nothing was changed, whatever is not known of it. Both
     * services name their operations so throughout.
     */
    default boolean reading() {
        return READS.matcher(operation()).matches();
    }

    /** To quote to support; Atlas gives none. */
    default Optional<String> requestId() {
        return Optional.empty();
    }

    /** The service understood and said no. */
    record Refused(
            Origin origin,
            String operation,
            int status,
            String code,
            String detail,
            List<String> parameters,
            Optional<String> requestId,
            Instant at)
            implements Problem {
        public Refused {
            parameters = List.copyOf(parameters);
        }

        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /** 401 and its kin: the credentials are wrong, expired, or not allowed from this address. */
    record NotSignedIn(
            Origin origin, String operation, String code, String detail, Optional<String> requestId, Instant at)
            implements Problem {
        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /** Told to come back later. */
    record RateLimited(Origin origin, String operation, String code, String detail, Duration retryAfter, Instant at)
            implements Problem {
        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /** The service failed (5xx). Whether it did the thing first is not known. */
    record ServerFault(
            Origin origin,
            String operation,
            int status,
            String code,
            String detail,
            Optional<String> requestId,
            Instant at)
            implements Problem {
        @Override
        public Effect effect() {
            return Effect.UNKNOWN;
        }
    }

    /** No connection, or it broke. {@code effect} is NONE only when the request certainly did not leave. */
    record Unreachable(Origin origin, String operation, String detail, Effect effect, Instant at) implements Problem {
        @Override
        public String code() {
            return effect == Effect.NONE ? "UNREACHABLE" : "CONNECTION_LOST";
        }
    }

    /** No answer in time. */
    record TimedOut(Origin origin, String operation, String detail, Instant at) implements Problem {
        @Override
        public String code() {
            return "TIMEOUT";
        }

        @Override
        public Effect effect() {
            return Effect.UNKNOWN;
        }
    }

    /** An answer that cannot be understood. */
    record Unreadable(Origin origin, String operation, String detail, Instant at) implements Problem {
        @Override
        public String code() {
            return "UNREADABLE_ANSWER";
        }

        @Override
        public Effect effect() {
            return Effect.UNKNOWN;
        }
    }

    /** Something on this computer: no AWS credentials, the journal cannot be written, ... */
    record Local(String operation, String code, String detail, Instant at) implements Problem {
        @Override
        public Origin origin() {
            return Origin.CONSOLE;
        }

        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }
}
