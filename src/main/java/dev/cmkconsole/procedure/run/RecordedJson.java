package dev.cmkconsole.procedure.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.model.record.RecordedRequest;

/** Reads the JSON of recorded requests, and of the documents that they are compared with. */
final class RecordedJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedJson() {}

    /** The text is not JSON, so this program did not write it. */
    static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotJson(Throwable cause) {
            super(cause);
        }
    }

    /** @throws NotJson where it has a body that is not JSON */
    static JsonNode body(RecordedRequest request) {
        return parse(request.body().orElse(""));
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new NotJson(e);
        }
    }

    static String text(JsonNode object, String member) {
        return object.path(member).asText("");
    }
}
