package dev.cmkconsole.model.atlas;
/**
 * A backup and the key that encrypts it. Atlas names the key by its id without an account, and sometimes without its
 * {@code mrk-} prefix.
 */
public record SnapshotKey(String cluster, String snapshotId, String masterKey) {}
