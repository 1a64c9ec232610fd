package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Query;
import dev.cmkconsole.sandbox.atlas.resource.SystemResource;
import dev.cmkconsole.sandbox.atlas.route.RateLimits;
import dev.cmkconsole.sandbox.atlas.route.Route;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Formats answers and errors as Atlas does: headers, envelope, and body layout. */
final class AtlasReplies {
    /** Headers of every answer, of errors too. */
    private static final Map<String, String> GUARDS = Map.of(
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Server", "mdbws",
            "Strict-Transport-Security", "max-age=31536000; includeSubdomains;",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "X-Permitted-Cross-Domain-Policies", "none");

    private AtlasReplies() {}

    static HttpReply of(Route route, AtlasCall call, Answer answer, RateLimits.Grant grant) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/vnd.atlas." + call.version() + "+json;charset=utf-8");
        headers.put("Ratelimit-Limit", String.valueOf(grant.limit()));
        headers.put("Ratelimit-Remaining", String.valueOf(grant.remaining()));
        headers.putAll(GUARDS);
        headers.put("X-Envoy-Upstream-Service-Time", "1");
        headers.put("X-Java-Method", "Sandbox::" + route.operation());
        headers.put("X-Java-Version", String.valueOf(Runtime.version().feature()));
        headers.put("X-Mongodb-Service-Version", "gitHash=" + SystemResource.BUILD + "; versionString=sandbox");
        headers.putAll(route.versions().headers(call.version()));
        headers.putAll(answer.headers());
        if (answer.body() == null) {
            return new HttpReply(answer.status(), headers, new byte[0]);
        }
        return new HttpReply(
                call.query().flag("envelope", false) ? 200 : answer.status(),
                headers,
                bytes(call.query(), answer.status(), answer.body()));
    }

    static HttpReply error(HttpCall call, AtlasError error) {
        Query query;
        try {
            query = Query.parse(call.rawQuery());
            query.flag("envelope", false);
            query.flag("pretty", false);
        } catch (AtlasError e) {
            query = new Query(Map.of());
        }
        var headers = new LinkedHashMap<>(GUARDS);
        headers.put("Content-Type", "application/json");
        var status = query.flag("envelope", false) ? 200 : error.status;
        var reply = new HttpReply(status, headers, bytes(query, error.status, error.body()))
                .with("Vary", "Accept-Encoding")
                .with("X-Error-Code", error.code);
        if (error.status == 429 && error.parameters.size() == 5) {
            reply = reply.with("Retry-After", error.parameters.get(1).asText())
                    .with("Ratelimit-Limit", error.parameters.get(2).asText())
                    .with("Ratelimit-Remaining", "0");
        }
        return reply;
    }

    private static byte[] bytes(Query query, int status, JsonNode body) {
        var content = body;
        if (query.flag("envelope", false)) {
            // In an envelope, a page carries the status beside its results. Any other body becomes the envelope's
            // content.
            ObjectNode envelope = body.has("results") && body.has("links")
                    ? body.deepCopy()
                    : Json.object().set("content", body);
            content = envelope.put("status", status);
        }
        return query.flag("pretty", false)
                ? Json.pretty(content)
                : content.toString().getBytes(StandardCharsets.UTF_8);
    }
}
