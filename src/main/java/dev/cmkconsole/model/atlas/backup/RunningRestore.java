package dev.cmkconsole.model.atlas.backup;

/**
 * A restore that has not ended, which reads a snapshot with the key that encrypted it.
 *
 * @param cluster the cluster of the snapshot
 */
public record RunningRestore(String cluster, String id) {}
