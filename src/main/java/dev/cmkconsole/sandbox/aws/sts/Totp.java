package dev.cmkconsole.sandbox.aws.sts;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Six-digit codes of virtual MFA devices (RFC 6238: SHA-1, 30 seconds). One step of drift is allowed in either
 * direction.
 */
public final class Totp {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    static boolean accepts(String seed, String code, Instant now) {
        long step = now.getEpochSecond() / 30;
        return code(seed, step).equals(code)
                || code(seed, step - 1).equals(code)
                || code(seed, step + 1).equals(code);
    }

    public static String code(String seed, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(base32(seed), "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fff_ffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    private static byte[] base32(String text) {
        var buffer = ByteBuffer.allocate(text.length() * 5 / 8);
        int bits = 0;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            value = value << 5 | BASE32.indexOf(Character.toUpperCase(text.charAt(i)));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                buffer.put((byte) (value >> bits));
                value &= (1 << bits) - 1;
            }
        }
        return buffer.array();
    }
}
