package dev.cmkconsole.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of a simulated service; the server adds {@code Date} and {@code Content-Length}. */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

    public static HttpReply of(int status, String contentType, String text) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", contentType);
        return new HttpReply(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    public HttpReply with(String header, String value) {
        var copy = new LinkedHashMap<>(headers);
        copy.put(header, value);
        return new HttpReply(status, copy, body);
    }
}
