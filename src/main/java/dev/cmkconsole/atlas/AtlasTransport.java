package dev.cmkconsole.atlas;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.network.HttpSender;
import dev.cmkconsole.network.UnansweredException;
import dev.cmkconsole.secret.Redaction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ContentType;

/** Sends one request to Atlas and receives one reply. Only {@link AtlasCalls} decides on repetition. */
final class AtlasTransport implements AutoCloseable {
    /** A page of 500 clusters has a few megabytes. */
    private static final int LARGEST_BODY = 32 << 20;

    private static final int CONNECTIONS = 16;

    /**
     * @param silence the longest time without a byte of the answer
     * @param left of the time that a read has with all its repetitions
     */
    record Wait(Duration silence, Duration left) {
        /** As long as one exchange may take. */
        static Wait silence(Duration silence) {
            return new Wait(silence, ChronoUnit.FOREVER.getDuration());
        }
    }

    /** @param pathAndQuery the path after the address' own path, and the query */
    record Outgoing(
            String operation,
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            Optional<String> body,
            ContentType bodyType,
            Wait limits) {

        /** For the sign-in. Its headers are secret. */
        @Override
        public String toString() {
            return operation + " " + method + " " + pathAndQuery;
        }
    }

    private final AtlasAddress address;
    private final Clock clock;
    private final Redaction redaction;
    private final HttpSender http;

    AtlasTransport(AtlasAddress address, AtlasSettings settings, Clock clock, Redaction redaction) {
        this.address = address;
        this.clock = clock;
        this.redaction = redaction;
        var timeouts = settings.timeouts();
        this.http = new HttpSender(
                settings.path(),
                new HttpSender.Limits(timeouts.connect(), timeouts.total(), LARGEST_BODY, CONNECTIONS),
                "cmk-console/" + settings.version());
    }

    /** The request target for a path, which digest authentication signs. */
    String target(String pathAndQuery) {
        return address.root().getRawPath() + pathAndQuery;
    }

    URI uri(String pathAndQuery) {
        return address.resolve(pathAndQuery);
    }

    /** @throws ServiceException when no complete answer came; any status is an answer */
    Reply exchange(Outgoing outgoing) {
        try {
            var reply = http.prepare(request(outgoing)).send();
            reply.headers()
                    .getOrDefault("date", List.of())
                    .forEach(date -> ServiceDates.of(clock).header(Origin.ATLAS, date));
            return new Reply(reply.status(), reply.reason(), reply.headers(), reply.body());
        } catch (UnansweredException e) {
            throw new ServiceException(problem(outgoing, e));
        }
    }

    private HttpSender.Outgoing request(Outgoing outgoing) {
        var headers = outgoing.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        var charset = outgoing.bodyType().getCharset(StandardCharsets.UTF_8);
        return new HttpSender.Outgoing(
                outgoing.method(),
                address.resolve(outgoing.pathAndQuery()),
                headers,
                outgoing.body().orElse("").getBytes(charset),
                outgoing.body().map(_ -> outgoing.bodyType().toString()),
                outgoing.limits().silence(),
                outgoing.limits().left());
    }

    private Problem problem(Outgoing outgoing, UnansweredException e) {
        var now = clock.instant();
        var operation = outgoing.operation();
        var detail = redaction.clean(String.valueOf(e.getMessage()));
        if (Thread.currentThread().isInterrupted()) {
            return e.effect() == Effect.UNKNOWN && !outgoing.method().equals("GET")
                    ? new Problem.Unreachable(
                            Origin.ATLAS, operation, "stopped while waiting for the answer", Effect.UNKNOWN, now)
                    : new Problem.Local(operation, "INTERRUPTED", "stopped before it changed anything", now);
        }
        if (e.effect() == Effect.NONE) {
            return new Problem.Unreachable(Origin.ATLAS, operation, detail, Effect.NONE, now, e.obstacle());
        }
        return switch (e.end()) {
            case LATE -> new Problem.TimedOut(Origin.ATLAS, operation, detail, now);
            case TOO_LARGE -> new Problem.Unreadable(Origin.ATLAS, operation, detail, now);
            case BROKEN -> new Problem.Unreachable(Origin.ATLAS, operation, detail, Effect.UNKNOWN, now);
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
