package dev.cmkconsole.atlas;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.secret.Redaction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request and receives one reply. HttpClient's own retries, redirects, cookies and authentication are off,
 * so that only {@link AtlasCalls} decides on repetition.
 */
final class AtlasTransport implements AutoCloseable {
    private static final int LARGEST_BODY = 64 << 20;
    /** Far more than Atlas and any proxy send; without a limit endless headers would fill the memory. */
    private static final Http1Config HEADERS = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(64 << 10)
            .setMaxEmptyLineCount(10)
            .build();

    private static final String SENT = "dev.cmkconsole.sent";

    /** @param pathAndQuery the path after the address' own path, and the query */
    record Outgoing(
            String operation,
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            Optional<String> body,
            ContentType bodyType,
            Duration silence) {

        /** For the sign-in. Its headers are secret. */
        @Override
        public String toString() {
            return operation + " " + method + " " + pathAndQuery;
        }
    }

    private final AtlasAddress address;
    private final AtlasSettings settings;
    private final Clock clock;
    private final Redaction redaction;
    private final CloseableHttpClient http;

    AtlasTransport(AtlasAddress address, AtlasSettings settings, Clock clock, Redaction redaction) {
        this.address = address;
        this.settings = settings;
        this.clock = clock;
        this.redaction = redaction;
        // Always validated: a connection that Atlas closed meanwhile would lose a change, and whether it had an
        // effect could not be known.
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(HEADERS)
                        .build())
                .setMaxConnPerRoute(16)
                .setMaxConnTotal(16)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.timeouts().connect()))
                        .setSocketTimeout(Timeout.of(settings.timeouts().read()))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
        var builder = HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent("cmk-console/" + settings.version())
                .setRequestExecutor(new Departure())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
        if (!address.loopback()) {
            builder.setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()));
        }
        this.http = builder.build();
    }

    /** The request target for a path, which digest authentication signs. */
    String target(String pathAndQuery) {
        var uri = address.resolve(pathAndQuery);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    URI uri(String pathAndQuery) {
        return address.resolve(pathAndQuery);
    }

    /** @throws ServiceException when no complete answer came; any status is an answer */
    Reply exchange(Outgoing outgoing) {
        var context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(outgoing.silence()))
                .setConnectionRequestTimeout(Timeout.of(settings.timeouts().total()))
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .build());
        var deadline = System.nanoTime() + settings.timeouts().total().toNanos();
        try {
            return http.execute(request(outgoing), context, response -> read(response, deadline));
        } catch (IOException e) {
            throw new ServiceException(problem(outgoing, e, context.getAttribute(SENT) != null));
        } catch (CancellationException e) {
            // The connection pool throws this at times when a thread is interrupted while it waits for a connection.
            // ended.
            throw new ServiceException(
                    problem(outgoing, new InterruptedIOException(e.toString()), context.getAttribute(SENT) != null));
        }
    }

    private ClassicHttpRequest request(Outgoing outgoing) {
        var builder = ClassicRequestBuilder.create(outgoing.method()).setUri(address.resolve(outgoing.pathAndQuery()));
        outgoing.headers().forEach(builder::setHeader);
        outgoing.body().ifPresent(text -> builder.setEntity(new StringEntity(text, outgoing.bodyType())));
        return builder.build();
    }

    private Reply read(ClassicHttpResponse response, long deadline) throws IOException {
        var headers = new HashMap<String, List<String>>();
        for (var header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(header.getValue());
        }
        headers.getOrDefault("date", List.of())
                .forEach(date -> ServiceDates.of(clock).header(Origin.ATLAS, date));
        var body = new java.io.ByteArrayOutputStream();
        if (response.getEntity() != null) {
            var in = response.getEntity().getContent();
            var buffer = new byte[16 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                body.write(buffer, 0, n);
                if (body.size() > LARGEST_BODY) {
                    throw new AnswerTooLarge();
                }
                if (System.nanoTime() > deadline) {
                    throw new SocketTimeoutException("the answer was still arriving after "
                            + settings.timeouts().total().toSeconds() + " s");
                }
            }
        }
        return new Reply(
                response.getCode(),
                Optional.ofNullable(response.getReasonPhrase()).orElse(""),
                headers,
                body.toByteArray());
    }

    private Problem problem(Outgoing outgoing, IOException e, boolean sent) {
        var now = clock.instant();
        var detail = redaction.clean(e.getClass().getSimpleName() + ": " + e.getMessage());
        if (Thread.currentThread().isInterrupted()) {
            return sent && !outgoing.method().equals("GET")
                    ? new Problem.Unreachable(
                            Origin.ATLAS,
                            outgoing.operation(),
                            "stopped while waiting for the answer",
                            Effect.UNKNOWN,
                            now)
                    : new Problem.Local(outgoing.operation(), "INTERRUPTED", "stopped before it changed anything", now);
        }
        if (e instanceof AnswerTooLarge) {
            return new Problem.Unreadable(Origin.ATLAS, outgoing.operation(), detail, now);
        }
        if (!sent || e instanceof ConnectTimeoutException) {
            return new Problem.Unreachable(Origin.ATLAS, outgoing.operation(), detail, Effect.NONE, now);
        }
        return e instanceof SocketTimeoutException
                ? new Problem.TimedOut(Origin.ATLAS, outgoing.operation(), detail, now)
                : new Problem.Unreachable(Origin.ATLAS, outgoing.operation(), detail, Effect.UNKNOWN, now);
    }

    @Override
    public void close() {
        http.close(org.apache.hc.core5.io.CloseMode.GRACEFUL);
    }

    /**
     * Records when the request may have reached the service: after the connection exists, before the first byte is
     * sent.
     */
    private static final class Departure extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback callback,
                HttpContext context)
                throws IOException, HttpException {
            context.setAttribute(SENT, true);
            return super.execute(request, connection, callback, context);
        }
    }

    private static final class AnswerTooLarge extends IOException {
        AnswerTooLarge() {
            super("the answer is larger than " + (LARGEST_BODY >> 20) + " MB");
        }
    }
}
