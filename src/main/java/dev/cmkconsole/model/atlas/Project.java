package dev.cmkconsole.model.atlas;

import dev.cmkconsole.model.outcome.InputException;
import java.time.Instant;
import java.util.regex.Pattern;

/** An Atlas project; its API calls it a group. */
public record Project(String id, String name, String orgId, int clusterCount, Instant created) {
    private static final Pattern ID = Pattern.compile("[a-f0-9]{24}");

    /** @throws InputException when the text is no project id (24 lower-case hex digits) */
    public static String checkId(String text) {
        String t = text.strip();
        if (!ID.matcher(t).matches()) {
            throw new InputException("input.project.malformed", t);
        }
        return t;
    }
}
