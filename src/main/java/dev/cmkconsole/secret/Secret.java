package dev.cmkconsole.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;

/**
 * A value that must not be displayed. It has no accessor and prints as a placeholder. It is no bean, record or
 * {@code Serializable}, so no library can write it. The value cannot be wiped, because libraries need strings; keep the
 * object short-lived instead.
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
     * Passes the value to one function. The result must not contain the value, unless it goes directly to the service
     * that the secret is for.
     */
    public <R> R use(Function<String, R> user) {
        return user.apply(value);
    }

    /** Compares in constant time, so the duration does not reveal how close a guess is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for all secrets: a logged hash of the value would let a reader verify guesses. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
