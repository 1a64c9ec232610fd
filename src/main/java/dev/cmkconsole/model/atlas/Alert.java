package dev.cmkconsole.model.atlas;

import dev.cmkconsole.model.atlas.alert.Acknowledgement;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.outcome.Text;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An alert of a project whose condition is present.
 *
 * @param eventType Atlas' name of the condition
 * @param status Atlas' {@code status}: OPEN, or TRACKING while the condition has not lasted as long as the notification
 *     is delayed
 * @param acknowledged the latest acknowledgement, which may have ended
 */
public record Alert(
        String id, String eventType, String status, Instant created, Optional<Acknowledgement> acknowledged) {
    /** Conditions of the key that leave its use as it is. */
    private static final Set<String> HARMLESS = Set.of(
            "AWS_ENCRYPTION_KEY_NEEDS_ROTATION",
            "AWS_ENCRYPTION_KEY_ROTATED",
            "AWS_ENCRYPTION_KEY_VALID",
            "ENCRYPTION_AT_REST_CONFIG_IS_VALID",
            "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_RESTORED");

    /** An alert that nobody acknowledged. */
    public Alert(String id, String eventType, String status, Instant created) {
        this(id, eventType, status, created, Optional.empty());
    }

    /** Which of the alerts about a project's own key it is. */
    public Optional<KeyAlert> about() {
        return KeyAlert.ofEvent(eventType);
    }

    /** The acknowledgement that holds at this time. */
    public Optional<Acknowledgement> acknowledged(Instant now) {
        return acknowledged.filter(a -> a.until().isAfter(now));
    }

    /** What is wrong, in words, with Atlas' name of it beside them. */
    public Text text() {
        return Text.of("alert." + (about().isPresent() ? eventType : "OTHER"), eventType);
    }

    /** Whether it says that Atlas cannot use the key. A condition of the key that came later counts too. */
    public boolean aboutKeyUse() {
        return (eventType.startsWith("AWS_ENCRYPTION_KEY_") || eventType.startsWith("ENCRYPTION_AT_REST_"))
                && !HARMLESS.contains(eventType);
    }

    /** Whether it says that Atlas cannot reach KMS over the network. Atlas then leaves the key valid. */
    public boolean networkDenied() {
        return eventType.equals("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED");
    }

    /** Whether Atlas sees the condition and has notified nobody yet. */
    public boolean tracking() {
        return status.equals("TRACKING");
    }
}
