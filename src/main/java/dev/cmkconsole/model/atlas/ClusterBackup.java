package dev.cmkconsole.model.atlas;

/**
 * How a cluster is backed up.
 *
 * @param enabled Cloud Backup takes snapshots
 * @param pointInTime Continuous Cloud Backup keeps the oplog, so that any moment can be restored
 */
public record ClusterBackup(boolean enabled, boolean pointInTime) {}
