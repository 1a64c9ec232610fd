package dev.cmkconsole.model.atlas;

import java.util.Set;

/**
 * A backup and the key that encrypts it. Atlas names the key by its id without an account, and sometimes without its
 * {@code mrk-} prefix.
 */
public record SnapshotKey(String cluster, String snapshotId, String masterKey) {
    /** Atlas' states of a backup that has no key yet, which stand in place of the key's name. */
    private static final Set<String> IN_PROGRESS = Set.of("queued", "inProgress");

    /** Whether the backup is still being made, with whichever of the project's keys its cluster has. */
    public boolean inProgress() {
        return IN_PROGRESS.contains(masterKey);
    }
}
