package dev.cmkconsole.model.atlas;

import java.util.List;

/**
 * Atlas' reminder that a project has used the same key for a long time: an alert configuration of the type {@code
 * AWS_ENCRYPTION_KEY_NEEDS_ROTATION}.
 *
 * @param days days since the last change of key that Atlas knows of; Atlas does not notice that KMS rotates a key's
 *     material
 * @param document the whole configuration as JSON text without credentials; a change sends all of it, because Atlas
 *     deletes what a change leaves out
 * @param withheld members of recipients that hold a secret in clear; the document is without them
 */
public record RotationReminder(String id, boolean enabled, int days, String document, List<String> withheld) {
    public RotationReminder {
        withheld = List.copyOf(withheld);
    }

    /** A configuration whose document is whole. */
    public RotationReminder(String id, boolean enabled, int days, String document) {
        this(id, enabled, days, document, List.of());
    }
}
