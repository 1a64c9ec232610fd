package dev.cmkconsole.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one simulated service on 127.0.0.1, with latency, faults and the request log around it. */
public final class LoopbackServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
    private static final Pattern HOST =
            Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final int LARGEST_BODY = 8 * 1024 * 1024;

    private final String name;
    private final HttpListener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Supplier<SimulatedService> service;
    private final Surroundings around;

    /** The parts that every service of one sandbox shares between the wire and itself. */
    public record Surroundings(Clock clock, Faults faults, RequestLog log, AtomicReference<Duration> latency) {}

    /**
     * @param port 0 for a free port
     * @param tls null for plain HTTP
     * @param service asked for each request, so that loading a scenario can replace it
     * @throws UncheckedIOException when the port is taken
     */
    public LoopbackServer(
            String name, int port, SSLContext tls, Supplier<SimulatedService> service, Surroundings around) {
        this.name = name;
        this.service = service;
        this.around = around;
        try {
            listener = new HttpListener(port, tls, LARGEST_BODY, around.clock(), this::answer);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox cannot listen on 127.0.0.1:" + port + " for " + name + ": " + e.getMessage(), e);
        }
    }

    public URI uri() {
        return URI.create(listener.scheme() + "://127.0.0.1:" + listener.port());
    }

    @Override
    public void close() {
        closing.countDown();
        listener.close();
    }

    /** Serves one request without the wire. An empty answer means that the connection ends. */
    public Optional<HttpReply> answer(HttpCall call) throws InterruptedException {
        var started = System.nanoTime();
        var target = service.get();
        var operation = target.operation(call);
        var met = operation.startsWith("_sandbox") || target.asksForChallenge(call)
                ? null
                : around.faults().next(operation).orElse(null);
        if (!operation.startsWith("_sandbox")) {
            waitFor(around.latency().get());
        }
        if (met != null) {
            met.delay();
        }
        var fault = met == null ? null : met.fault();
        var reply = reply(target, call, fault);
        // Logged before the answer is sent: a client that has its answer finds the request in the log.
        around.log()
                .add(
                        around.clock().instant(),
                        name,
                        call,
                        operation,
                        reply == null ? 0 : reply.status(),
                        (System.nanoTime() - started) / 1000,
                        fault);
        return Optional.ofNullable(reply);
    }

    /** Null means that the connection ends without an answer. */
    private HttpReply reply(SimulatedService target, HttpCall call, Fault fault) {
        if (call.body().length > LARGEST_BODY) {
            return target.error(call, 413, null);
        }
        if (hasBrokenEscape(call.rawPath()) || hasBrokenEscape(call.rawQuery())) {
            return target.error(call, 400, null);
        }
        // After DNS rebinding a browser page reaches this port under a foreign host name.
        if (!HOST.matcher(call.header("host").orElse("")).matches()) {
            return target.error(call, 403, null);
        }
        if (fault == null) {
            return handle(target, call);
        }
        return switch (fault.kind()) {
            case SLOW -> handle(target, call);
            case STATUS -> target.error(call, fault.status(), fault.errorCode());
            case STATUS_AFTER -> {
                handle(target, call);
                yield target.error(call, fault.status(), fault.errorCode());
            }
            case DROP_BEFORE -> null;
            case DROP_AFTER -> {
                handle(target, call);
                yield null;
            }
            case GARBAGE -> {
                var real = handle(target, call);
                yield new HttpReply(
                        real.status(),
                        real.headers(),
                        "{\"\u0000<html>]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        };
    }

    private static boolean hasBrokenEscape(String text) {
        return text.indexOf('%') >= 0 && BROKEN_ESCAPE.matcher(text).find();
    }

    private HttpReply handle(SimulatedService target, HttpCall call) {
        try {
            return target.handle(call);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("{}: {} {} failed inside the sandbox", name, call.method(), call.rawPath(), e);
            return target.error(call, 500, null);
        }
    }

    /** Ends early and interrupts the request when the server closes. */
    private void waitFor(Duration duration) throws InterruptedException {
        if (!duration.isZero() && closing.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the sandbox is closing");
        }
    }
}
