package dev.cmkconsole.atlas;

import dev.cmkconsole.atlas.AtlasTransport.Outgoing;
import dev.cmkconsole.atlas.AtlasTransport.Wait;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.hc.core5.http.ContentType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends signed calls. Reads are repeated within limits, and changes are sent once; only this class decides that. */
final class AtlasCalls implements AutoCloseable {
    static final String ROOT = "/api/atlas/v2";
    private static final Logger LOG = LoggerFactory.getLogger(AtlasCalls.class);
    private static final int RENEWALS = 2;
    private static final int PAGE_SIZE = 500;

    private final AtlasTransport transport;
    private final Authorization authorization;
    private final AtlasSettings settings;
    private final AtlasProblems problems;
    private final Clock clock;
    private final RandomGenerator random;
    private final Pause pause;

    AtlasCalls(
            AtlasTransport transport,
            Authorization authorization,
            AtlasSettings settings,
            AtlasProblems problems,
            Clock clock,
            RandomGenerator random,
            Pause pause) {
        this.transport = transport;
        this.authorization = authorization;
        this.settings = settings;
        this.problems = problems;
        this.clock = clock;
        this.random = random;
        this.pause = pause;
    }

    @FunctionalInterface
    interface Shape<T> {
        T read(Json json) throws Json.WrongShape;
    }

    static String mediaType(String version) {
        return "application/vnd.atlas." + version + "+json";
    }

    private sealed interface CallOutcome<T> {
        record Success<T>(T value) implements CallOutcome<T> {}

        /** @param told when the service asked to try again */
        record Failure<T>(ServiceException exception, Optional<Duration> told) implements CallOutcome<T> {}
    }

    <T> T get(String operation, String version, String path, Shape<T> shape) {
        var budget = new Budget(settings.timeouts().total());
        for (int attempt = 1; ; attempt++) {
            switch (getOnce(operation, version, path, shape, budget)) {
                case CallOutcome.Success<T>(var value) -> {
                    return value;
                }
                case CallOutcome.Failure<T>(var exception, var told) -> {
                    var wait = attempt < settings.retries().attempts()
                            ? waitBefore(exception.problem(), told, attempt).filter(budget::allows)
                            : Optional.<Duration>empty();
                    if (wait.isEmpty()) {
                        throw exception;
                    }
                    LOG.debug(
                            "{}: {} at attempt {}, again in {}",
                            operation,
                            exception.problem().code(),
                            attempt,
                            wait.get());
                    Interrupts.pause(pause, wait.get(), operation, clock);
                }
            }
        }
    }

    /** Empty if another attempt would not help or would take too long. */
    private Optional<Duration> waitBefore(Problem problem, Optional<Duration> told, int attempt) {
        var worthwhile = problem instanceof Problem.RateLimited
                || problem instanceof Problem.ServerFault
                || problem instanceof Problem.TimedOut
                || problem instanceof Problem.Unreachable && problem.effect() == Effect.UNKNOWN;
        if (!worthwhile || Thread.currentThread().isInterrupted()) {
            return Optional.empty();
        }
        var full = settings.retries().firstPause().multipliedBy(1L << Math.min(attempt - 1, 20));
        var chosen = full.minusNanos((long) (full.toNanos() / 2.0 * chance()));
        var wait = told.filter(t -> t.compareTo(chosen) > 0).orElse(chosen);
        return wait.compareTo(settings.retries().longestPause()) > 0 ? Optional.empty() : Optional.of(wait);
    }

    /**
     * All pages. The {@code next} link only says that another page exists. Its address is not followed, because the
     * credentials would go there.
     */
    <T> List<T> getAll(String operation, String version, String path, Shape<T> shape) {
        return new ListPages(operation, clock).all(number -> {
            var query = (path.contains("?") ? "&" : "?") + "itemsPerPage=" + PAGE_SIZE + "&pageNum=" + number;
            return get(operation, version, path + query, json -> ListPages.Page.of(json, shape));
        });
    }

    /** Sends a change once. Only after a 401, which has no effect, is it sent again with a new signature. */
    Reply send(String operation, String version, String method, String path, Optional<String> body) {
        var reply = signed(
                operation,
                version,
                method,
                path,
                body,
                () -> Wait.silence(settings.timeouts().change()));
        if (!reply.ok()) {
            throw new ServiceException(problems.of(operation, reply));
        }
        requireAtlas(operation, reply);
        return reply;
    }

    /** A success without JSON may come from somebody else: a proxy's sign-in page also answers 200. */
    private void requireAtlas(String operation, Reply reply) {
        if (reply.body().length > 0) {
            try {
                Json.object(reply.body());
            } catch (Json.WrongShape e) {
                throw new ServiceException(problems.unreadable(operation, reply, e));
            }
        }
    }

    /** Most random generators are not safe for several threads. */
    private double chance() {
        synchronized (random) {
            return random.nextDouble();
        }
    }

    private <T> CallOutcome<T> getOnce(String operation, String version, String path, Shape<T> shape, Budget budget) {
        Reply reply;
        try {
            reply = signed(
                    operation,
                    version,
                    "GET",
                    path,
                    Optional.empty(),
                    () -> new Wait(settings.timeouts().read(), budget.left()));
        } catch (ServiceException e) {
            return new CallOutcome.Failure<>(
                    e,
                    e.problem() instanceof Problem.RateLimited limited
                            ? Optional.of(limited.retryAfter())
                            : Optional.empty());
        }
        if (!reply.ok()) {
            var problem = problems.of(operation, reply);
            var told = problem instanceof Problem.RateLimited limited
                    ? Optional.of(limited.retryAfter())
                    : problems.retryAfter(reply);
            return new CallOutcome.Failure<>(new ServiceException(problem), told);
        }
        try {
            return new CallOutcome.Success<>(shape.read(Json.objectOrArray(reply.body())));
        } catch (Json.WrongShape e) {
            return new CallOutcome.Failure<>(
                    new ServiceException(problems.unreadable(operation, reply, e)), Optional.empty());
        }
    }

    private Reply signed(
            String operation, String version, String method, String path, Optional<String> body, Supplier<Wait> wait) {
        for (int renewals = 0; ; renewals++) {
            var signature = sign(operation, method, path);
            var reply = transport.exchange(new Outgoing(
                    operation,
                    method,
                    path,
                    Map.of("Authorization", signature.header(), "Accept", mediaType(version)),
                    body,
                    ContentType.parse(mediaType(version)),
                    wait.get()));
            if (reply.ok()
                    || renewals == RENEWALS
                    || !(problems.of(operation, reply) instanceof Problem.NotSignedIn)
                    || !authorization.renew(signature, reply)) {
                return reply;
            }
        }
    }

    /** If this fails, the request was not sent. */
    private Authorization.Signature sign(String operation, String method, String path) {
        try {
            return authorization.sign(operation, method, transport.target(path));
        } catch (ServiceException e) {
            if (method.equals("GET") || e.problem().effect() == Effect.NONE) {
                throw e;
            }
            throw new ServiceException(new Problem.Unreachable(
                    Origin.ATLAS,
                    operation,
                    "signing in failed, so nothing was sent: " + e.problem().code() + ": "
                            + e.problem().detail(),
                    Effect.NONE,
                    clock.instant()));
        }
    }

    @Override
    public void close() {
        authorization.close();
        transport.close();
    }
}
