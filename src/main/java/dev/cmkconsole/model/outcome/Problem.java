package dev.cmkconsole.model.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What went wrong with one call. The program branches on the code, which also selects the words for people; {@link
 * #detail()} is only shown.
 */
public sealed interface Problem {

    Pattern READS = Pattern.compile("(\\w+:)?([Gg]et|[Ll]ist|[Dd]escribe|[Ss]imulate)\\w*");

    enum Origin {
        ATLAS,
        AWS,
        CONSOLE
    }

    /** What is known of the call's effect. After a lost answer the effect is unknown. */
    enum Effect {
        NONE,
        UNKNOWN
    }

    Origin origin();

    /** The operation, such as {@code updateEncryptionAtRest} or {@code kms:DescribeKey}. */
    String operation();

    /** Atlas' {@code errorCode}, AWS' error code, or a code of this program in capitals. */
    String code();

    /** The service's or the library's own words, without secrets. */
    String detail();

    Instant at();

    Effect effect();

    /** Whether the call only reads and so changed nothing. The operation's name shows it in both services. */
    default boolean reading() {
        return READS.matcher(operation()).matches();
    }

    /** The request id for support; Atlas returns none. */
    default Optional<String> requestId() {
        return Optional.empty();
    }

    /**
     * The error in a service's answer.
     *
     * @param status HTTP status
     * @param parameters values that Atlas adds to its error code; AWS adds none
     */
    record ServiceError(int status, String code, String detail, List<String> parameters) {
        public ServiceError {
            parameters = List.copyOf(parameters);
        }
    }

    /** The service refused the request. */
    record Refused(Origin origin, String operation, ServiceError error, Optional<String> requestId, Instant at)
            implements Problem {
        public int status() {
            return error.status();
        }

        @Override
        public String code() {
            return error.code();
        }

        @Override
        public String detail() {
            return error.detail();
        }

        public List<String> parameters() {
            return error.parameters();
        }

        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /** The credentials are wrong, expired, or not allowed from this address (401 and similar). */
    record NotSignedIn(
            Origin origin, String operation, String code, String detail, Optional<String> requestId, Instant at)
            implements Problem {
        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /** The service asks to try again later. */
    record RateLimited(Origin origin, String operation, String code, String detail, Duration retryAfter, Instant at)
            implements Problem {
        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /** The service failed (5xx). Whether the request took effect is unknown. */
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

    /** What kept a request from being sent, where that is known. The name is the problem's code. */
    enum Obstacle {
        /** The service's certificate is issued by nobody whom this computer trusts. */
        CERTIFICATE_NOT_TRUSTED,
        CERTIFICATE_EXPIRED,
        CERTIFICATE_NOT_YET_VALID,
        /** The certificate belongs to another host. */
        CERTIFICATE_OTHER_HOST,
        /** The proxy asks for a name and password, or refused them. */
        PROXY_SIGN_IN,
        /** The proxy does not let this address through. */
        PROXY_REFUSED,
        /** Plain http to another computer. */
        ADDRESS_NOT_SECURE
    }

    /** The connection failed or broke. {@code effect} is NONE only if the request certainly was not sent. */
    record Unreachable(
            Origin origin, String operation, String detail, Effect effect, Instant at, Optional<Obstacle> obstacle)
            implements Problem {
        public Unreachable(Origin origin, String operation, String detail, Effect effect, Instant at) {
            this(origin, operation, detail, effect, at, Optional.empty());
        }

        @Override
        public String code() {
            return obstacle.map(Obstacle::name).orElse(effect == Effect.NONE ? "UNREACHABLE" : "CONNECTION_LOST");
        }
    }

    /** No answer came in time. */
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

    /** The answer has an unknown form. */
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

    /** A problem on this computer, such as missing AWS credentials or a journal that cannot be written. */
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
