package dev.cmkconsole.atlas;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it arrived. It has no text form, because the body of a token answer is a secret.
 *
 * @param headers names in lower case
 */
record Reply(int status, String reason, Map<String, List<String>> headers, byte[] body) {

    boolean ok() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public String toString() {
        return "Reply[" + status + ", " + body.length + " bytes]";
    }
}
