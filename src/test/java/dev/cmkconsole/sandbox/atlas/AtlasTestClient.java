package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.Patience;
import dev.cmkconsole.sandbox.atlas.auth.Digest;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls the Atlas API the way the Go clients do: digest with the challenge first, versioned media types, real HTTP. */
public final class AtlasTestClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final String user;
    private final String password;
    private final AtomicInteger count = new AtomicInteger();
    private volatile String nonce;

    public AtlasTestClient(URI server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    public record Reply(int status, String text, HttpResponse<String> raw) {
        public JsonNode json() {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        public String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        public String code() {
            return json().path("errorCode").asText();
        }
    }

    public Reply get(String path) {
        return call("GET", path, null, Map.of());
    }

    public Reply post(String path, String body) {
        return call("POST", path, body, Map.of());
    }

    public Reply patch(String path, String body) {
        return call("PATCH", path, body, Map.of());
    }

    public Reply put(String path, String body) {
        return call("PUT", path, body, Map.of());
    }

    public Reply delete(String path) {
        return call("DELETE", path, null, Map.of());
    }

    public Reply call(String method, String path, String body, Map<String, String> headers) {
        var uri = server.resolve(path.startsWith("/api") ? path : Versions.BASE + path);
        var reply = send(uri, method, body, headers, nonce == null ? null : authorization(uri, method));
        if (reply.status() == 401
                && reply.header("www-authenticate") != null
                && (nonce == null || reply.header("www-authenticate").contains("stale=true"))) {
            challenge(reply);
        }
        return reply.status() == 401
                        && reply.header("www-authenticate") != null
                        && reply.header("www-authenticate").startsWith("Digest")
                ? send(uri, method, body, headers, authorization(uri, method))
                : reply;
    }

    public Reply anonymous(String method, String path, String body, Map<String, String> headers) {
        return send(server.resolve(path), method, body, headers, null);
    }

    void useNonce(String old) {
        nonce = old;
    }

    private Reply challenge(Reply reply) {
        nonce = reply.header("www-authenticate").replaceAll(".*nonce=\"([^\"]+)\".*", "$1");
        return reply;
    }

    private String authorization(URI uri, String method) {
        var target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        var nc = String.format("%08x", count.incrementAndGet());
        var ha1 = Digest.md5(user + ":" + Digest.REALM + ":" + password);
        var response = Digest.md5(ha1 + ":" + nonce + ":" + nc + ":abcdef:auth:" + Digest.md5(method + ":" + target));
        return "Digest username=\"" + user + "\", realm=\"" + Digest.REALM + "\", nonce=\"" + nonce + "\", uri=\""
                + target + "\", cnonce=\"abcdef\", nc=" + nc + ", qop=auth, response=\"" + response
                + "\", algorithm=MD5";
    }

    private static Reply send(URI uri, String method, String body, Map<String, String> headers, String authorization) {
        var request = HttpRequest.newBuilder(uri)
                .timeout(Patience.LIMIT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        request.setHeader("Accept", "application/vnd.atlas.2025-03-12+json");
        if (body != null) {
            request.setHeader("Content-Type", "application/vnd.atlas.2025-03-12+json");
        }
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        headers.forEach(request::setHeader);
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static List<String> members(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }
}
