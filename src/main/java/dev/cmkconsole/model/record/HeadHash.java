package dev.cmkconsole.model.record;

import dev.cmkconsole.model.outcome.InputException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form of a head hash, as reports and {@code history verify} show it. */
public final class HeadHash {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private HeadHash() {}

    /**
     * A hash that was cut while it was copied must not look like a journal that was changed.
     *
     * @return the hash in lower case
     * @throws InputException when the text cannot be a head hash
     */
    public static String check(String text) {
        String hash = text.strip().toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hash).matches()) {
            throw new InputException("input.head", text.strip());
        }
        return hash;
    }
}
