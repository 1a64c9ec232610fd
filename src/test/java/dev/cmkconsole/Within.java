package dev.cmkconsole;

import dev.cmkconsole.network.NetworkPath;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * The way to a sandbox of this process without sockets. Clients and services do everything else: they sign, encode and
 * refuse. Tests that ask a great many questions take half of the time; what is about the wire goes over HTTP.
 */
public final class Within implements ExecChainHandler {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final Map<String, LoopbackServer> servers;
    private final Clock clock;

    private Within(Sandbox sandbox) {
        this.servers = Map.of(
                sandbox.atlasUri().getAuthority(), sandbox.atlasServer(),
                sandbox.awsUri().getAuthority(), sandbox.awsServer());
        this.clock = sandbox.clock();
    }

    public static NetworkPath of(Sandbox sandbox) {
        var direct = NetworkPath.DIRECT;
        return new NetworkPath(direct.proxies(), direct.trust(), Optional.of(new Within(sandbox)));
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException {
        try {
            var uri = request.getUri();
            var reply = servers.get(uri.getAuthority())
                    .answer(call(request, uri))
                    .orElseThrow(() -> new NoHttpResponseException("the sandbox does not answer"));
            return response(reply);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the sandbox is closing");
        }
    }

    private static HttpCall call(ClassicHttpRequest request, URI uri) throws IOException {
        var headers = new HashMap<String, List<String>>();
        for (var each : request.getHeaders()) {
            headers.computeIfAbsent(each.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(each.getValue());
        }
        var body = new ByteArrayOutputStream();
        var entity = request.getEntity();
        if (entity != null) {
            entity.writeTo(body);
            headers.put("content-length", List.of(Integer.toString(body.size())));
            if (entity.getContentType() != null) {
                headers.putIfAbsent("content-type", List.of(entity.getContentType()));
            }
        }
        headers.putIfAbsent("user-agent", List.of("cmk-console/test"));
        headers.put("host", List.of(uri.getAuthority()));
        headers.put("x-forwarded-proto", List.of("http"));
        var query = uri.getRawQuery();
        return new HttpCall(
                request.getMethod(),
                uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
                query == null ? "" : query,
                headers,
                body.toByteArray(),
                "127.0.0.1");
    }

    private ClassicHttpResponse response(HttpReply reply) {
        var response = new BasicClassicHttpResponse(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setHeader("Date", DATE.format(clock.instant()));
        if (reply.body().length > 0) {
            response.setEntity(new ByteArrayEntity(reply.body(), null));
        }
        return response;
    }
}
