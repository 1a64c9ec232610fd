package dev.cmkconsole.model.record;

import dev.cmkconsole.model.outcome.InputException;
import java.util.regex.Pattern;

/** The form of the ID of a run, as the history shows it. */
public final class RunId {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    private RunId() {}

    /** @throws InputException when the text cannot be the ID of a run */
    public static String check(String text) {
        String id = text.strip();
        if (!FORM.matcher(id).matches()) {
            throw new InputException("input.run", id);
        }
        return id;
    }
}
