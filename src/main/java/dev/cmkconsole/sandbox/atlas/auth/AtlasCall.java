package dev.cmkconsole.sandbox.atlas.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Query;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.http.HttpCall;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * One request on the Atlas side.
 *
 * @param path path parameters, decoded
 * @param version the version served, {@code YYYY-MM-DD}
 * @param identity null for operations open to anyone
 * @param now simulated time, the same for the whole call
 */
public record AtlasCall(
        HttpCall http, Map<String, String> path, Query query, String version, Identity identity, Instant now) {

    public String path(String name) {
        return path.get(name);
    }

    /** The start of every link, so that a client that follows a link returns to this server. */
    public String host() {
        return http.header("x-forwarded-proto").orElse("http") + "://"
                + http.header("host").orElse("127.0.0.1");
    }

    public String link(String rest) {
        return host() + Versions.BASE + rest;
    }

    public ObjectNode self(String rest) {
        return Json.object().put("href", link(rest)).put("rel", "self");
    }

    /** @throws AtlasError when the body is not JSON */
    public JsonNode json() {
        try {
            var node = Json.MAPPER.readTree(http.body());
            if (node == null || node.isMissingNode()) {
                throw malformed();
            }
            return node;
        } catch (IOException e) {
            throw malformed();
        }
    }

    public ObjectNode jsonObject() {
        if (json() instanceof ObjectNode object) {
            return object;
        }
        throw AtlasError.of(400, "INVALID_JSON", "Received JSON is not an object.");
    }

    private static AtlasError malformed() {
        return AtlasError.of(400, "MALFORMED_JSON", "Received JSON is malformed.");
    }
}
