package dev.cmkconsole.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a simulated service sees it.
 *
 * @param rawPath  path as sent, still percent-encoded
 * @param rawQuery query as sent without the question mark, or the empty string
 * @param headers  names in lower case
 * @param remote   caller's address, without port
 */
public record HttpCall(
        String method, String rawPath, String rawQuery, Map<String, List<String>> headers, byte[] body, String remote) {

    /** The first value of a header. The case of {@code name} does not matter. */
    public Optional<String> header(String name) {
        var values = headers.get(name.toLowerCase(java.util.Locale.ROOT));
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
