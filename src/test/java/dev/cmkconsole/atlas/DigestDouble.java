package dev.cmkconsole.atlas;

import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.http.ScriptedServer.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Verifies HTTP Digest by RFC 2617's own formula, independently of any library. Refuses a reused counter. */
final class DigestDouble implements Function<Request, Reply> {
    static final String REFUSED = "{\n"
            + "  \"error\" : 401,\n"
            + "  \"reason\" : \"Unauthorized\",\n"
            + "  \"detail\" : \"You are not authorized for this resource.\",\n"
            + "  \"errorCode\" : \"UNEXPECTED_ERROR\"\n"
            + "}";
    private static final Pattern PART = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]*))");

    private final String publicKey;
    private final String privateKey;
    private final Function<Request, Reply> inside;
    private final Set<String> used = new HashSet<>();
    private final AtomicInteger challenges = new AtomicInteger();
    private String nonce = "nonce-0";

    DigestDouble(String publicKey, String privateKey, Function<Request, Reply> inside) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.inside = inside;
    }

    int challenges() {
        return challenges.get();
    }

    /** Makes the current nonce stale. */
    synchronized void age() {
        nonce = "nonce-" + (Integer.parseInt(nonce.substring(6)) + 1);
    }

    @Override
    public Reply apply(Request request) {
        synchronized (this) {
            var header = request.header("authorization");
            if (!header.startsWith("Digest ")) {
                return challenge(false);
            }
            var parts = new HashMap<String, String>();
            var matcher = PART.matcher(header.substring(7));
            while (matcher.find()) {
                parts.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
            }
            if (!nonce.equals(parts.get("nonce"))) {
                return challenge(true);
            }
            if (!right(request, parts)) {
                return challenge(false);
            }
            if (!used.add(parts.get("nonce") + "/" + parts.get("nc"))) {
                return challenge(true);
            }
        }
        return inside.apply(request);
    }

    private boolean right(Request request, Map<String, String> parts) {
        var ha1 = md5(publicKey + ":MMS Public API:" + privateKey);
        var ha2 = md5(request.method() + ":" + parts.get("uri"));
        var expected = md5(
                ha1 + ":" + parts.get("nonce") + ":" + parts.get("nc") + ":" + parts.get("cnonce") + ":auth:" + ha2);
        return publicKey.equals(parts.get("username"))
                && request.target().equals(parts.get("uri"))
                && "auth".equals(parts.get("qop"))
                && parts.get("nc").length() == 8
                && expected.equals(parts.get("response"));
    }

    private Reply challenge(boolean stale) {
        challenges.incrementAndGet();
        return ScriptedServer.json(
                401,
                REFUSED,
                "Www-Authenticate",
                "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"" + nonce
                        + "\", algorithm=MD5, qop=\"auth\", stale=" + stale);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
