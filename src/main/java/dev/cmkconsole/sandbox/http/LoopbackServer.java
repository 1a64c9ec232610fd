package dev.cmkconsole.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    private static final int LARGEST_BODY = 8 * 1024 * 1024;

    static {
        // The JDK's server reads this property once, at its first use. Without it, every answer waits for the client's
        // delayed acknowledgment (40 ms).
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final boolean secure;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
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
        this.secure = tls != null;
        this.service = service;
        this.around = around;
        try {
            var address = new InetSocketAddress(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), port);
            server = secure ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox cannot listen on 127.0.0.1:" + port + " for " + name + ": " + e.getMessage(), e);
        }
        if (server instanceof HttpsServer https) {
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    public URI uri() {
        return URI.create((secure ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            var uri = exchange.getRequestURI();
            var call = new HttpCall(
                    exchange.getRequestMethod(),
                    uri.getRawPath() == null ? "/" : uri.getRawPath(),
                    uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                    lowerCase(exchange),
                    body,
                    exchange.getRemoteAddress().getAddress().getHostAddress());
            answer(exchange, call);
        } catch (IOException e) {
            LOG.debug("{}: the client went away: {}", name, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("{}: a request could not be served", name, e);
        }
    }

    private void answer(HttpExchange exchange, HttpCall call) throws IOException, InterruptedException {
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
        if (reply != null) {
            send(exchange, call, reply);
        }
    }

    /** Null means that the connection ends without an answer. Closing an exchange without headers does this. */
    private HttpReply reply(SimulatedService target, HttpCall call, Fault fault) {
        if (call.body().length > LARGEST_BODY) {
            return target.error(call, 413, null);
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

    private HttpReply handle(SimulatedService target, HttpCall call) {
        try {
            return target.handle(call);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("{}: {} {} failed inside the sandbox", name, call.method(), call.rawPath(), e);
            return target.error(call, 500, null);
        }
    }

    private void send(HttpExchange exchange, HttpCall call, HttpReply reply) throws IOException {
        reply.headers().forEach((k, v) -> exchange.getResponseHeaders().set(k, v));
        var bodyless = call.method().equals("HEAD")
                || reply.status() == 204
                || reply.status() == 304
                || reply.body().length == 0;
        exchange.sendResponseHeaders(reply.status(), bodyless ? -1 : reply.body().length);
        if (!bodyless) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    /** Ends early and interrupts the request when the server closes. */
    private void waitFor(Duration duration) throws InterruptedException {
        if (!duration.isZero() && closing.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the sandbox is closing");
        }
    }

    private Map<String, List<String>> lowerCase(HttpExchange exchange) {
        var headers = new HashMap<String, List<String>>();
        exchange.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), List.copyOf(v)));
        headers.put("x-forwarded-proto", List.of(secure ? "https" : "http"));
        return headers;
    }
}
