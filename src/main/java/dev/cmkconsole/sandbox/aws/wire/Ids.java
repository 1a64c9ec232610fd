package dev.cmkconsole.sandbox.aws.wire;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes identifiers and secrets in AWS formats. */
public final class Ids {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final SecureRandom random = new SecureRandom();

    /** {@code AROA}, {@code AIDA}, {@code ANPA}, {@code AKIA} or {@code ASIA} and 17 (keys: 16) more characters. */
    public String unique(String prefix) {
        int length = prefix.equals("AKIA") || prefix.equals("ASIA") ? 16 : 17;
        var text = new StringBuilder(prefix);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** 40 characters, the length of a secret access key. */
    public String secret() {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes(30));
    }

    public String sessionToken() {
        return Base64.getEncoder().encodeToString(bytes(240));
    }

    public String keyId(boolean multiRegion) {
        return multiRegion
                ? "mrk-" + HexFormat.of().formatHex(bytes(16))
                : UUID.randomUUID().toString();
    }

    public String grantId() {
        return HexFormat.of().formatHex(bytes(32));
    }

    public String grantToken() {
        return Base64.getEncoder().encodeToString(bytes(150));
    }

    /** A random UUID (RFC 9562, version 4). Every answer has one, and nobody is kept from guessing it. */
    public String requestId() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xf000L | 0x4000, random.nextLong() >>> 2 | Long.MIN_VALUE).toString();
    }

    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
