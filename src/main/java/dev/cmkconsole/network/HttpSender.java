package dev.cmkconsole.network;

import dev.cmkconsole.model.port.TransportRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request and receives one whole answer within limits of time and size. HttpClient's own retries, redirects
 * and cookies are off: the adapters decide on repetition.
 */
public final class HttpSender implements AutoCloseable {
    /** Far more than any service or proxy sends; without a limit endless headers would fill the memory. */
    private static final Http1Config HEADERS = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(64 << 10)
            .setMaxEmptyLineCount(10)
            .build();

    private static final String SENT = "dev.cmkconsole.sent";

    /**
     * @param connect for one TCP connection, and again for TLS
     * @param whole for connecting, sending and the whole answer
     * @param body the largest body in bytes, counted after decompression
     * @param connections open at once; a further request waits
     */
    public record Limits(Duration connect, Duration whole, int body, int connections) {}

    /**
     * @param headers without the ones that describe the body's length
     * @param silence the longest time without a byte of the answer
     * @param left what is left of a budget of time that several exchanges share; {@link Limits#whole} limits it
     */
    public record Outgoing(
            String method,
            URI uri,
            Map<String, List<String>> headers,
            byte[] body,
            Optional<String> bodyType,
            Duration silence,
            Duration left) {

        public Outgoing(
                String method,
                URI uri,
                Map<String, List<String>> headers,
                byte[] body,
                Optional<String> bodyType,
                Duration silence) {
            this(method, uri, headers, body, bodyType, silence, ChronoUnit.FOREVER.getDuration());
        }
    }

    /** @param headers names in lower case */
    public record Incoming(int status, String reason, Map<String, List<String>> headers, byte[] body) {}

    private final Limits limits;
    private final Proxies proxies;
    private final Predicate<URI> allowed;
    private final CloseableHttpClient http;

    /** @param userAgent for requests that have none of their own */
    public HttpSender(NetworkPath path, Limits limits, String userAgent) {
        this(path, limits, userAgent, TransportRule::allows);
    }

    /** @param allowed the addresses to which credentials may go */
    public HttpSender(NetworkPath path, Limits limits, String userAgent, Predicate<URI> allowed) {
        this.limits = limits;
        this.allowed = allowed;
        this.proxies = path.proxies();
        var built = HttpClients.custom()
                .setConnectionManager(connections(path.trust(), limits))
                .setUserAgent(userAgent)
                .setRequestExecutor(new Departure())
                .setRoutePlanner(new Route())
                .setDefaultCredentialsProvider(this::signIn)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
        path.within()
                .ifPresent(service -> built.addExecInterceptorFirst("within", (request, scope, chain) -> {
                    scope.clientContext.setAttribute(SENT, true);
                    return service.execute(request, scope, chain);
                }));
        this.http = built.build();
    }

    /**
     * Always validated: a connection that the service closed meanwhile would lose a change, and whether it had an
     * effect could not be known.
     */
    private static PoolingHttpClientConnectionManager connections(TrustedCertificates trust, Limits limits) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(HEADERS)
                        .build())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        trust.context(), HostnameVerificationPolicy.CLIENT, new DefaultHostnameVerifier()))
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(limits.connect()))
                        .build())
                .setMaxConnPerRoute(limits.connections())
                .setMaxConnTotal(limits.connections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connect()))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
    }

    /** One exchange, which another thread may end. */
    public Exchange prepare(Outgoing outgoing) {
        return new Exchange(outgoing);
    }

    /** One request with its answer. */
    public final class Exchange {
        private final Outgoing outgoing;
        private final Duration whole;
        private final HttpUriRequestBase request;

        private Exchange(Outgoing outgoing) {
            this.outgoing = outgoing;
            this.whole = outgoing.left().compareTo(limits.whole()) < 0 ? outgoing.left() : limits.whole();
            this.request = new HttpUriRequestBase(outgoing.method(), outgoing.uri());
            outgoing.headers().forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
            if (outgoing.body().length > 0 || outgoing.bodyType().isPresent()) {
                request.setEntity(new ByteArrayEntity(
                        outgoing.body(),
                        outgoing.bodyType().map(ContentType::parse).orElse(null)));
            }
        }

        /** @throws UnansweredException when no complete answer came; any status is an answer */
        public Incoming send() throws UnansweredException {
            var context = HttpClientContext.create();
            if (!allowed.test(outgoing.uri())) {
                throw UnansweredException.notSecure(outgoing.uri());
            }
            context.setRequestConfig(RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(outgoing.silence()))
                    .setConnectionRequestTimeout(Timeout.of(whole))
                    .setRedirectsEnabled(false)
                    .build());
            var late = new AtomicBoolean();
            var deadline = new CompletableFuture<Void>().orTimeout(whole.toNanos(), TimeUnit.NANOSECONDS);
            var watch = deadline.whenComplete((_, timeout) -> {
                if (timeout instanceof TimeoutException) {
                    late.set(true);
                    request.cancel();
                }
            });
            try {
                return http.execute(request, context, response -> answer(response, context));
            } catch (IOException e) {
                throw failed(e, context, late.get());
            } catch (InterimAnswers.TooMany e) {
                throw failed(new UnansweredException.TooLarge(e), context, late.get());
            } catch (IllegalStateException e) {
                // The pool and the connection throw these at times when the exchange ends while it waits for them.
                throw failed(new InterruptedIOException(e.toString()), context, late.get());
            } finally {
                deadline.complete(null);
                watch.cancel(false);
            }
        }

        private Incoming answer(ClassicHttpResponse response, HttpContext context) throws IOException {
            try {
                return read(response, context);
            } catch (UnansweredException.TooLarge e) {
                // Otherwise the library reads the rest, to use the connection again.
                request.cancel();
                throw e;
            }
        }

        private UnansweredException failed(IOException e, HttpContext context, boolean late) {
            var sent = context.getAttribute(SENT) != null;
            return late ? UnansweredException.late(sent, whole, e) : UnansweredException.of(sent, outgoing.uri(), e);
        }

        /** Ends the exchange from another thread. */
        public void abort() {
            request.abort();
        }
    }

    private Incoming read(ClassicHttpResponse response, HttpContext context) throws IOException {
        if (context.getAttribute(SENT) == null) {
            throw new UnansweredException.NoTunnel(response.getCode());
        }
        var headers = new HashMap<String, List<String>>();
        for (var header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(header.getValue());
        }
        var body = new ByteArrayOutputStream();
        if (response.getEntity() != null) {
            var in = response.getEntity().getContent();
            var buffer = new byte[16 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (body.size() + n > limits.body()) {
                    throw new UnansweredException.TooLarge(limits.body());
                }
                body.write(buffer, 0, n);
            }
        }
        return new Incoming(
                response.getCode(),
                Optional.ofNullable(response.getReasonPhrase()).orElse(""),
                headers,
                body.toByteArray());
    }

    @SuppressWarnings("NullAway") // HttpClient's contract: null where there are no credentials.
    private Credentials signIn(AuthScope scope, HttpContext context) {
        return proxies.proxy()
                .filter(p -> p.host().equalsIgnoreCase(scope.getHost()) && p.port() == scope.getPort())
                .flatMap(Proxies.Proxy::signIn)
                .<Credentials>map(s -> new UsernamePasswordCredentials(
                        s.user(),
                        s.password().map(p -> p.use(String::toCharArray)).orElse(new char[0])))
                .orElse(null);
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }

    /** The proxy for each target. */
    private final class Route extends DefaultRoutePlanner {
        private Route() {
            super(null);
        }

        @Override
        @SuppressWarnings("NullAway") // HttpClient's contract: null means a direct connection.
        protected HttpHost determineProxy(HttpHost target, HttpContext context) {
            try {
                var uri = new URI(
                        target.getSchemeName(),
                        null,
                        bracketed(target.getHostName()),
                        target.getPort(),
                        "/",
                        null,
                        null);
                return proxies.toward(uri)
                        .map(p -> new HttpHost(p.scheme(), p.host(), p.port()))
                        .orElse(null);
            } catch (URISyntaxException e) {
                return null;
            }
        }

        private static String bracketed(String host) {
            return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        }
    }

    /**
     * Records when the request may have reached the service: after the connection exists, before the first byte is
     * sent. The request to a proxy for a tunnel does not count.
     */
    private static final class Departure extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback callback,
                HttpContext context)
                throws IOException, HttpException {
            if (!request.getMethod().equals("CONNECT")) {
                context.setAttribute(SENT, true);
            }
            return InterimAnswers.counting().execute(request, connection, callback, context);
        }
    }
}
