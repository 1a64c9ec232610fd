package dev.cmkconsole.model.atlas;
/**
 * Atlas' reminder that the project has had the same key for long: an alert configuration of the type {@code
 * AWS_ENCRYPTION_KEY_NEEDS_ROTATION}.
 *
 * @param days Atlas counts from the last change of key that it was told of; it does not see KMS renewing a key's
 *     material
 * @param document the whole configuration as Atlas holds it, JSON text: a change sends all of it, since what is
 *     left out is lost
 */
public record RotationReminder(String id, boolean enabled, int days, String document) {}
