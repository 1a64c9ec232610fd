package dev.cmkconsole.sandbox.atlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A resource's answer, before version, envelope and headers are added.
 *
 * @param body null for an empty body
 */
public record Answer(int status, JsonNode body, Map<String, String> headers) {

    public static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    public static Answer of(int status, JsonNode body) {
        return new Answer(status, body, Map.of());
    }

    public static Answer noContent() {
        return new Answer(204, null, Map.of());
    }

    public Answer with(String header, String value) {
        return new Answer(status, body, Map.of(header, value));
    }
}
