package dev.cmkconsole.aws;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.SignInCause;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.network.UnansweredException;
import dev.cmkconsole.secret.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonProcessingException;

/**
 * Turns the exceptions of the SDK into problems, by error code: KMS answers a missing permission with 400, IAM with
 * 403 (KMS and IAM API references).
 */
final class AwsProblems {
    private static final Set<String> THROTTLED = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "BandwidthLimitExceeded");
    /** AWS names all its reading actions so. */
    private static final Pattern READS = Pattern.compile("\\w+:(Get|List|Describe)\\w*");
    /** AWS rarely says when to try again. Its own clients give up after about this time. */
    private static final Duration WHEN_NOT_TOLD = Duration.ofSeconds(5);

    private static final int LONGEST_DETAIL = 2000;

    private final Clock clock;
    private final Redaction redaction;

    AwsProblems(Clock clock, Redaction redaction) {
        this.clock = clock;
        this.redaction = redaction;
    }

    ServiceException exception(String operation, SdkException e) {
        return new ServiceException(of(operation, e));
    }

    Problem of(String operation, SdkException e) {
        return e instanceof AwsServiceException service ? answered(operation, service) : unanswered(operation, e);
    }

    /** @param cause the message of the credential source, which lists providers and file names and never values */
    ServiceException noCredentials(String operation, String cause) {
        return local(operation, AwsErrorCode.NO_CREDENTIALS, cause);
    }

    ServiceException local(String operation, String code, String detail) {
        return new ServiceException(new Problem.Local(operation, code, shown(detail), clock.instant()));
    }

    ServiceException unreadable(String operation, String detail) {
        return new ServiceException(new Problem.Unreadable(Origin.AWS, operation, detail, clock.instant()));
    }

    /** A read that was part of a change failed before the change was sent. */
    ServiceException beforeSending(String operation, Problem problem) {
        return new ServiceException(
                problem.effect() == Effect.NONE
                        ? problem
                        : new Problem.Unreachable(
                                Origin.AWS,
                                operation,
                                "what there is now could not be read again, so nothing was sent: " + problem.code()
                                        + ": " + problem.detail(),
                                Effect.NONE,
                                clock.instant()));
    }

    private Problem answered(String operation, AwsServiceException e) {
        var now = clock.instant();
        var details = Optional.ofNullable(e.awsErrorDetails());
        var status = e.statusCode();
        var code = details.map(d -> d.errorCode())
                .filter(c -> c.matches("[A-Za-z0-9._-]{1,120}") && c.equals(shown(c)))
                .orElse("HTTP_" + status);
        var detail = shown(details.map(d -> d.errorMessage()).orElse("status " + status));
        var requestId = Optional.ofNullable(e.requestId()).map(this::shown);
        if (SignInCause.ofCode(code).isPresent()) {
            return new Problem.NotSignedIn(Origin.AWS, operation, code, detail, requestId, now);
        }
        if (THROTTLED.contains(code) || status == 429) {
            return new Problem.RateLimited(Origin.AWS, operation, code, detail, WHEN_NOT_TOLD, now);
        }
        if (status >= 500) {
            return new Problem.ServerFault(Origin.AWS, operation, status, code, detail, requestId, now);
        }
        return new Problem.Refused(
                Origin.AWS, operation, new Problem.ServiceError(status, code, detail, List.of()), requestId, now);
    }

    private Problem unanswered(String operation, SdkException e) {
        var now = clock.instant();
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return READS.matcher(operation).matches()
                    ? new Problem.Local(operation, "INTERRUPTED", "stopped while it was read", now)
                    : new Problem.Unreachable(
                            Origin.AWS, operation, "stopped while waiting for the answer", Effect.UNKNOWN, now);
        }
        var ended = unanswered(e);
        if (ended.isPresent()) {
            return unanswered(operation, ended.get());
        }
        var io = ioCause(e);
        var detail = shown(io.map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
                .orElseGet(() -> String.valueOf(e.getMessage())));
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return new Problem.TimedOut(Origin.AWS, operation, detail, now);
        }
        return io.<Problem>map(cause -> switch (cause) {
                    case ConnectException _,
                            UnknownHostException _,
                            NoRouteToHostException _,
                            SSLHandshakeException _ ->
                        new Problem.Unreachable(Origin.AWS, operation, detail, Effect.NONE, now);
                    case SocketTimeoutException _ -> new Problem.TimedOut(Origin.AWS, operation, detail, now);
                    // The parser's words quote the answer.
                    case JsonProcessingException _ ->
                        new Problem.Unreadable(
                                Origin.AWS, operation, "the answer is not JSON of the expected shape", now);
                    default -> new Problem.Unreachable(Origin.AWS, operation, detail, Effect.UNKNOWN, now);
                })
                .orElseGet(() -> new Problem.Unreadable(Origin.AWS, operation, detail, now));
    }

    private Problem unanswered(String operation, UnansweredException e) {
        var now = clock.instant();
        var detail = shown(String.valueOf(e.getMessage()));
        if (e.effect() == Effect.NONE) {
            return new Problem.Unreachable(Origin.AWS, operation, detail, Effect.NONE, now, e.obstacle());
        }
        return switch (e.end()) {
            case LATE -> new Problem.TimedOut(Origin.AWS, operation, detail, now);
            case TOO_LARGE -> new Problem.Unreadable(Origin.AWS, operation, detail, now);
            case BROKEN -> new Problem.Unreachable(Origin.AWS, operation, detail, Effect.UNKNOWN, now);
        };
    }

    private static Optional<UnansweredException> unanswered(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof UnansweredException found) {
                return Optional.of(found);
            }
            if (cause instanceof AwsHttpClient.Final end) {
                return Optional.of(end.why());
            }
        }
        return Optional.empty();
    }

    private static Optional<IOException> ioCause(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof IOException io && !(cause.getCause() instanceof IOException)) {
                return Optional.of(io);
            }
            if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
                return Optional.of(unchecked.getCause());
            }
        }
        return Optional.empty();
    }

    String shown(String text) {
        var clean = redaction.clean(text);
        return clean.length() <= LONGEST_DETAIL ? clean : clean.substring(0, LONGEST_DETAIL) + "\u2026";
    }
}
