package dev.cmkconsole.sandbox.atlas.auth;

import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HTTP Digest (RFC 2617, MD5, qop=auth). Each nonce carries its own time, so the server stores none. */
public final class Digest {
    public static final String REALM = "MMS Public API";
    private static final Pattern PARAMETER =
            Pattern.compile("(\\w++)\\s*+=\\s*+(?:\"([^\"\\\\]*(?:\\\\.[^\"\\\\]*)*+)\"|([^,\\s\"]+))");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private final Clock clock;
    private final Switches switches;
    private final SecretKeySpec key =
            new SecretKeySpec(Ids.secret(32).getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    /** Clients use a nonce many times in a row. */
    private volatile Optional<Opened> last = Optional.empty();

    public Digest(Clock clock, Switches switches) {
        this.clock = clock;
        this.switches = switches;
    }

    /** A nonce with a right seal, and its time. */
    private record Opened(String nonce, long time) {}

    public enum DigestVerdict {
        RIGHT,
        WRONG,
        STALE
    }

    public String challenge(boolean stale) {
        return "Digest realm=\"" + REALM + "\", domain=\"\", nonce=\"" + nonce(clock.instant())
                + "\", algorithm=MD5, qop=\"auth\", stale=" + stale;
    }

    /** Empty when the header is not a usable digest. */
    public static Optional<Map<String, String>> parse(String header) {
        if (!header.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        var result = new HashMap<String, String>();
        var match = PARAMETER.matcher(header.substring(7));
        while (match.find()) {
            result.put(
                    match.group(1).toLowerCase(java.util.Locale.ROOT),
                    match.group(2) != null ? unescaped(match.group(2)) : match.group(3));
        }
        return result.containsKey("username")
                        && result.containsKey("nonce")
                        && result.containsKey("response")
                        && result.containsKey("uri")
                ? Optional.of(result)
                : Optional.empty();
    }

    private static String unescaped(String quoted) {
        return quoted.indexOf('\\') < 0 ? quoted : ESCAPE.matcher(quoted).replaceAll("$1");
    }

    public DigestVerdict verify(Map<String, String> sent, String method, String requestTarget, String password) {
        // The target no longer contains a question mark that has no query after it.
        if (!sent.get("uri").equals(requestTarget) && !sent.get("uri").equals(requestTarget + "?")
                || !REALM.equals(sent.get("realm"))) {
            return DigestVerdict.WRONG;
        }
        var age = age(sent.get("nonce"));
        if (age.isEmpty()) {
            // A sandbox issued this nonce before a restart. An honest client only needs to take the new nonce.
            return matches(sent, method, password) ? DigestVerdict.STALE : DigestVerdict.WRONG;
        }
        if (!matches(sent, method, password)) {
            return DigestVerdict.WRONG;
        }
        return age.get() > switches.nonceLifeSeconds ? DigestVerdict.STALE : DigestVerdict.RIGHT;
    }

    /** Whether a header can only be answered with a fresh nonce. */
    public boolean stale(String header) {
        return last.filter(met -> header.contains("nonce=\"" + met.nonce() + "\""))
                .map(this::age)
                .or(() -> parse(header).flatMap(sent -> age(sent.get("nonce"))))
                .filter(age -> age > switches.nonceLifeSeconds)
                .isPresent();
    }

    private static boolean matches(Map<String, String> sent, String method, String password) {
        var ha1 = md5(sent.get("username") + ":" + REALM + ":" + password);
        var ha2 = md5(method + ":" + sent.get("uri"));
        var middle = "auth".equals(sent.get("qop")) ? sent.get("nc") + ":" + sent.get("cnonce") + ":auth:" : "";
        var expected = md5(ha1 + ":" + sent.get("nonce") + ":" + middle + ha2);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                sent.get("response").getBytes(StandardCharsets.US_ASCII));
    }

    /** The time and a seal over it: 24 bytes, or 32 base64 characters. */
    private String nonce(Instant now) {
        var time = ByteBuffer.allocate(8).putLong(now.getEpochSecond()).array();
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(24).put(time).put(seal(time)).array());
    }

    private Optional<Long> age(String nonce) {
        var met = last;
        if (met.isPresent() && met.get().nonce().equals(nonce)) {
            return met.map(this::age);
        }
        try {
            var raw = Base64.getDecoder().decode(nonce);
            if (raw.length == 24
                    && MessageDigest.isEqual(Arrays.copyOfRange(raw, 8, 24), seal(Arrays.copyOf(raw, 8)))) {
                long time = ByteBuffer.wrap(raw).getLong();
                last = Optional.of(new Opened(nonce, time));
                return Optional.of(clock.instant().getEpochSecond() - time);
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private long age(Opened nonce) {
        return clock.instant().getEpochSecond() - nonce.time();
    }

    private byte[] seal(byte[] time) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(time), 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
