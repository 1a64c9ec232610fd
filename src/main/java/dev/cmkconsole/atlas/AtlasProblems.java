package dev.cmkconsole.atlas;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.secret.Redaction;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns an unsuccessful answer into a problem, by status and {@code errorCode} and never by its text. */
final class AtlasProblems {
    /**
     * A 401 with one of these codes does not mean a wrong credential: the caller has no role in that project (Atlas
     * Admin API, generic errors).
     */
    private static final Set<String> KNOWN_BUT_NOT_ALLOWED =
            Set.of("USER_UNAUTHORIZED", "NOT_IN_GROUP", "USER_CANNOT_ACCESS_GROUP");

    private static final Duration WHEN_NOT_TOLD = Duration.ofSeconds(10);
    private static final int LONGEST_DETAIL = 2000;

    private final Clock clock;
    private final Redaction redaction;

    AtlasProblems(Clock clock, Redaction redaction) {
        this.clock = clock;
        this.redaction = redaction;
    }

    private record ErrorBody(Optional<String> code, String detail, List<String> parameters) {}

    Problem of(String operation, Reply reply) {
        return of(operation, reply, read(reply));
    }

    /** For the token endpoint, whose errors are OAuth's. */
    Problem ofSignIn(String operation, Reply reply) {
        if (reply.status() == 429 || reply.status() >= 500) {
            return of(operation, reply);
        }
        var code = "OAUTH_" + reply.status();
        var detail = reply.reason();
        try {
            var json = Json.object(reply.body());
            code = json.at("error")
                    .text()
                    .filter(t -> t.matches("[a-z_]{1,60}"))
                    .orElse(code);
            detail = json.at("error_description").text().orElse(detail);
        } catch (Json.WrongShape e) {
            // A proxy's page; status and reason say what can be said.
        }
        return new Problem.NotSignedIn(
                Origin.ATLAS, operation, shown(code), shown(detail), Optional.empty(), clock.instant());
    }

    /** A successful answer whose content has an unknown form. */
    Problem unreadable(String operation, Reply reply, Json.WrongShape wrong) {
        var type = reply.header("content-type").orElse("no content type");
        return new Problem.Unreadable(
                Origin.ATLAS,
                operation,
                shown(wrong.getMessage() + " (status " + reply.status() + ", " + type + ")"),
                clock.instant());
    }

    private Problem of(String operation, Reply reply, ErrorBody body) {
        var now = clock.instant();
        var code = body.code().orElse("HTTP_" + reply.status());
        if (reply.status() == 429) {
            return new Problem.RateLimited(
                    Origin.ATLAS,
                    operation,
                    code,
                    body.detail(),
                    retryAfter(reply).or(() -> toldInBody(body)).orElse(WHEN_NOT_TOLD),
                    now);
        }
        if (reply.status() >= 500) {
            return new Problem.ServerFault(
                    Origin.ATLAS, operation, reply.status(), code, body.detail(), Optional.empty(), now);
        }
        if (reply.status() == 401 && !KNOWN_BUT_NOT_ALLOWED.contains(code)) {
            return new Problem.NotSignedIn(
                    Origin.ATLAS, operation, "WRONG_CREDENTIAL", body.detail(), Optional.empty(), now);
        }
        if (reply.status() < 400) {
            return new Problem.Unreadable(
                    Origin.ATLAS,
                    operation,
                    "status " + reply.status()
                            + reply.header("location")
                                    .map(to -> " to " + shown(to))
                                    .orElse("") + ", which Atlas does not answer",
                    now);
        }
        return new Problem.Refused(
                Origin.ATLAS,
                operation,
                new Problem.ServiceError(reply.status(), code, body.detail(), body.parameters()),
                Optional.empty(),
                now);
    }

    private ErrorBody read(Reply reply) {
        try {
            var json = Json.object(reply.body());
            var parameters = new ArrayList<String>();
            for (var parameter : json.at("parameters").items()) {
                parameters.add(shown(parameter.node().asText()));
            }
            return new ErrorBody(
                    json.at("errorCode").text().filter(t -> t.matches("[A-Za-z0-9_]{1,200}") && t.equals(shown(t))),
                    shown(json.at("detail")
                            .text()
                            .or(() -> Optional.of(reply.reason()))
                            .orElse("")),
                    parameters);
        } catch (Json.WrongShape e) {
            return new ErrorBody(Optional.empty(), shown(reply.reason()), List.of());
        }
    }

    /** Seconds or a date (RFC 9110, section 10.2.3). */
    Optional<Duration> retryAfter(Reply reply) {
        return reply.header("retry-after").flatMap(text -> {
            try {
                if (text.strip().matches("\\d{1,9}")) {
                    return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
                }
                var until = Duration.between(
                        clock.instant(),
                        ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
                return Optional.of(until.isNegative() ? Duration.ZERO : until);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** RATE_LIMITED_TOKEN_BUCKET carries path, seconds to wait, capacity, refill and period. */
    private static Optional<Duration> toldInBody(ErrorBody body) {
        return body.code()
                .filter("RATE_LIMITED_TOKEN_BUCKET"::equals)
                .filter(_ ->
                        body.parameters().size() > 1 && body.parameters().get(1).matches("\\d{1,6}"))
                .map(_ -> Duration.ofSeconds(Long.parseLong(body.parameters().get(1))));
    }

    private String shown(String text) {
        return shown(text, LONGEST_DETAIL);
    }

    /** The text without secrets, short enough for the record. */
    String shown(String text, int longest) {
        var clean = redaction.clean(text);
        return clean.length() <= longest ? clean : clean.substring(0, longest) + "\u2026";
    }
}
