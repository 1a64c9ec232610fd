package dev.cmkconsole.model.atlas;

import dev.cmkconsole.model.outcome.Text;
import java.time.Instant;
import java.util.Set;

/**
 * An open alert of a project.
 *
 * @param eventType Atlas' name of the condition
 * @param status Atlas' {@code status}: OPEN, or TRACKING while the condition has not lasted long enough
 */
public record Alert(String id, String eventType, String status, Instant created) {
    private static final Set<String> ABOUT_THE_KEY =
            Set.of("AWS_ENCRYPTION_KEY_NEEDS_ROTATION", "AWS_ENCRYPTION_KEY_INVALID");

    /** What is wrong, in words, with Atlas' name of it beside them. */
    public Text text() {
        return Text.of("alert." + (ABOUT_THE_KEY.contains(eventType) ? eventType : "OTHER"), eventType);
    }

    /** Whether the condition has only just been seen. */
    public boolean tracking() {
        return status.equals("TRACKING");
    }
}
