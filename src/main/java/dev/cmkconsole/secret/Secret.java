package dev.cmkconsole.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;

/**
 * A value that must not be seen: it has no accessor, prints as a placeholder, and is no bean, record or {@code
 * Serializable} that a library could write. It cannot be wiped, since the libraries that use it need strings; keep it
 * short-lived instead.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** @throws IllegalArgumentException when the value is blank */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
        return new Secret(value);
    }

    /**
     * Lends the value to one expression; what that returns must not contain it unless it goes straight to the
     * service the secret is for.
     */
    public <R> R use(Function<String, R> user) {
        return user.apply(value);
    }

    /** Takes as long for a near miss as for a far one. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for all secrets: a hash that is logged would let guesses be checked. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
