package dev.cmkconsole.sandbox.atlas.http;

import dev.cmkconsole.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Identifiers in the forms Atlas uses. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] process = new byte[5];
    private final AtomicInteger counter = new AtomicInteger(RANDOM.nextInt(1 << 24));

    public Ids() {
        RANDOM.nextBytes(process);
    }

    /** 24 lower-case hexadecimal digits that begin with the time, so ids sort by age. */
    public String next(Instant now) {
        return String.format("%08x", (int) now.getEpochSecond())
                + HexFormat.of().formatHex(process)
                + String.format("%06x", counter.getAndIncrement() & 0xffffff);
    }

    /** Returns the same id for the same name, for scenarios. */
    public static String named(String... parts) {
        return Sha256.hex(String.join("/", parts)).substring(0, 24);
    }

    public static String namedUuid(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("/", parts).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    public static String letters(int count) {
        return RANDOM.ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    public static String secret(int bytes) {
        var raw = new byte[bytes];
        RANDOM.nextBytes(raw);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }
}
