package dev.cmkconsole.model.atlas;
/**
 * A backup and the key that encrypts it, as Atlas names it: a key id without its account, at times without its
 * {@code mrk-}.
 */
public record SnapshotKey(String cluster, String snapshotId, String masterKey) {}
