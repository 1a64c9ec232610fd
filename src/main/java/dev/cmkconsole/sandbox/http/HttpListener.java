package dev.cmkconsole.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpServerRequestHandler.ResponseTrigger;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.support.BasicHttpServerExpectationDecorator;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks HTTP/1.1 on one port of 127.0.0.1, with one virtual thread per connection. Every answer carries the date of
 * the given clock, as the simulated services live in simulated time.
 */
final class HttpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int BACKLOG = 1024;
    private static final Timeout IDLE = Timeout.ofMinutes(5);
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(64 * 1024)
            .build();
    /** RFC 9110, section 5.6.7. The day has two digits, which {@code RFC_1123_DATE_TIME} does not give. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final String scheme;
    private final int largestBody;
    private final Clock clock;
    private final Handler handler;
    private final ServerSocket server;
    private final HttpService protocol;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Answers a request; an empty answer ends the connection. */
    @FunctionalInterface
    interface Handler {
        Optional<HttpReply> answer(HttpCall call) throws InterruptedException;
    }

    /**
     * @param port 0 for a free port
     * @param tls null for plain HTTP
     * @param largestBody of a longer body, the handler sees one byte more than this
     * @throws IOException when the port is taken
     */
    HttpListener(int port, SSLContext tls, int largestBody, Clock clock, Handler handler) throws IOException {
        this.scheme = tls == null ? "http" : "https";
        this.largestBody = largestBody;
        this.clock = clock;
        this.handler = handler;
        this.protocol = HttpService.builder()
                .withHttpProcessor(new DefaultHttpProcessor(ResponseContent.INSTANCE, this::complete))
                .withHttpServerRequestHandler(new BasicHttpServerExpectationDecorator(this::handle))
                .withHttp1Config(LIMITS)
                .build();
        this.server =
                tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
        try {
            server.bind(
                    new InetSocketAddress(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), port),
                    BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        threads.execute(this::accept);
    }

    String scheme() {
        return scheme;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends every connection at once, requests in progress included. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                threads.execute(() -> converse(socket));
            } catch (IOException | java.util.concurrent.RejectedExecutionException e) {
                if (!server.isClosed()) {
                    LOG.warn("a connection could not be accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void converse(Socket socket) {
        try (socket;
                var connection = new DefaultBHttpServerConnection(scheme, LIMITS)) {
            // Without this, an answer in two packets waits for the client's delayed acknowledgment (40 ms).
            socket.setTcpNoDelay(true);
            connection.bind(socket);
            connection.setSocketTimeout(IDLE);
            try {
                while (connection.isOpen() && !Thread.currentThread().isInterrupted()) {
                    protocol.handleRequest(connection, HttpCoreContext.create());
                }
            } catch (MessageConstraintException e) {
                var refusal = new BasicClassicHttpResponse(431);
                refusal.setHeader(HttpHeaders.CONNECTION, "close");
                refusal.setHeader(HttpHeaders.DATE, DATE.format(clock.instant()));
                refusal.setHeader(HttpHeaders.CONTENT_LENGTH, "0");
                connection.sendResponseHeader(refusal);
                connection.flush();
            }
        } catch (SocketTimeoutException e) {
            LOG.debug("an idle connection is closed");
        } catch (IOException | HttpException e) {
            LOG.debug("the client went away: {}", e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("a request could not be served", e);
        }
    }

    private void handle(ClassicHttpRequest request, ResponseTrigger answers, HttpContext context)
            throws HttpException, IOException {
        var entity = request.getEntity();
        var body = new byte[0];
        if (entity != null) {
            try (var in = entity.getContent()) {
                body = in.readNBytes(largestBody + 1);
            }
        }
        var reply = answer(call(request, body, context));
        var response = new BasicClassicHttpResponse(reply.status());
        reply.headers().forEach(response::setHeader);
        if (reply.status() != 204 && reply.status() != 304 && reply.body().length > 0) {
            response.setEntity(new ByteArrayEntity(reply.body(), null));
        }
        answers.submitResponse(response);
    }

    private HttpReply answer(HttpCall call) throws IOException {
        try {
            return handler.answer(call).orElseThrow(() -> new IOException("the connection ends without an answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the sandbox is closing", e);
        }
    }

    private HttpCall call(ClassicHttpRequest request, byte[] body, HttpContext context) {
        var target = request.getRequestUri();
        var question = target.indexOf('?');
        var remote = HttpCoreContext.cast(context).getEndpointDetails().getRemoteAddress();
        return new HttpCall(
                request.getMethod(),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers(request),
                body,
                ((InetSocketAddress) remote).getAddress().getHostAddress());
    }

    private Map<String, List<String>> headers(HttpRequest request) {
        var headers = new HashMap<String, List<String>>();
        for (var each : request.getHeaders()) {
            headers.computeIfAbsent(each.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(each.getValue());
        }
        headers.put("x-forwarded-proto", List.of(scheme));
        return headers;
    }

    /**
     * RFC 9112, section 9.6: the server says that it closes. A client that keeps a pool would otherwise send its next
     * request into a closed connection.
     */
    private void complete(HttpResponse response, EntityDetails entity, HttpContext context) {
        response.setHeader(HttpHeaders.DATE, DATE.format(clock.instant()));
        var request = HttpCoreContext.cast(context).getRequest();
        if (request == null || response.containsHeader(HttpHeaders.CONNECTION)) {
            return;
        }
        if (asks(request, "close")) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        } else if (request.getVersion() != null && request.getVersion().lessEquals(HttpVersion.HTTP_1_0)) {
            response.setHeader(HttpHeaders.CONNECTION, asks(request, "keep-alive") ? "keep-alive" : "close");
        }
    }

    private static boolean asks(HttpRequest request, String option) {
        var elements = MessageSupport.iterate(request, HttpHeaders.CONNECTION);
        while (elements.hasNext()) {
            if (elements.next().getName().equalsIgnoreCase(option)) {
                return true;
            }
        }
        return false;
    }
}
