package dev.cmkconsole.secret;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A code that the service accepts once, such as an MFA code. The first caller exchanges it. Later callers with the same
 * code get the same result or failure. Prints as a placeholder.
 */
public final class OneTimeCode {
    private final Secret digits;
    private @Nullable Object outcome;

    private OneTimeCode(Secret digits) {
        this.digits = digits;
    }

    /** @throws IllegalArgumentException when the code is not six digits, which is what AWS takes */
    public static OneTimeCode of(String digits) {
        if (!digits.strip().matches("\\d{6}")) {
            throw new IllegalArgumentException("a code has six digits");
        }
        return new OneTimeCode(Secret.of(digits.strip()));
    }

    /** @param exchange called at most once in the life of this code */
    public synchronized <T> T exchange(Class<T> kind, Function<String, T> exchange) {
        if (outcome == null) {
            try {
                outcome = digits.use(exchange);
            } catch (RuntimeException e) {
                outcome = e;
            }
        }
        if (outcome instanceof RuntimeException failed) {
            throw failed;
        }
        return kind.cast(outcome);
    }

    public boolean is(String other) {
        return digits.use(text -> text.equals(other.strip()));
    }

    @Override
    public String toString() {
        return "[code]";
    }
}
