package dev.cmkconsole.model.atlas;
/**
 * Atlas' reminder that a project has used the same key for a long time: an alert configuration of the type {@code
 * AWS_ENCRYPTION_KEY_NEEDS_ROTATION}.
 *
 * @param days days since the last change of key that Atlas knows of; Atlas does not notice that KMS rotates a key's
 *     material
 * @param document the whole configuration as JSON text; a change sends all of it, because Atlas deletes what a change
 *     leaves out
 */
public record RotationReminder(String id, boolean enabled, int days, String document) {}
