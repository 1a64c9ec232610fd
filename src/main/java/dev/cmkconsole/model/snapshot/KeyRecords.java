package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was tried with a project's keys, and what such a trial left.
 *
 * @param proofs restores that were tried, oldest first, as the history and Atlas have them
 * @param drill the last break-glass drill of the project
 * @param refused restores that Atlas refused, oldest first, as the history has them
 * @param temporary clusters that restore proofs made, or that are named like one
 */
public record KeyRecords(
        List<RestoreProof> proofs,
        Optional<KeyDrill> drill,
        List<RefusedRestore> refused,
        Observed<List<TemporaryCluster>> temporary) {
    public static final KeyRecords NOT_READ = new KeyRecords(List.of(), Optional.empty(), Observed.notRead());

    public KeyRecords(List<RestoreProof> proofs, Optional<KeyDrill> drill, Observed<List<TemporaryCluster>> temporary) {
        this(proofs, drill, List.of(), temporary);
    }

    public KeyRecords {
        proofs = List.copyOf(proofs);
        refused = List.copyOf(refused);
    }

    public KeyRecords withTemporary(Observed<List<TemporaryCluster>> seen) {
        return new KeyRecords(proofs, drill, refused, seen);
    }

    public KeyRecords withRefused(List<RefusedRestore> some) {
        return new KeyRecords(proofs, drill, some, temporary);
    }

    /**
     * A restore that never began.
     *
     * @param code why, in Atlas' word
     */
    public record RefusedRestore(String snapshot, Instant at, String code) {}

    /**
     * A try to restore a snapshot with the key that it names.
     *
     * @param key the key's id
     * @param given whether the restore finished
     * @param by who ran it
     */
    public record RestoreProof(String key, String cluster, String snapshot, boolean given, Instant at, String by) {}

    /**
     * A drill that disabled a key.
     *
     * @param disabled when the request to disable the key was recorded
     * @param enabled when the request to enable it again was recorded
     * @param events what Atlas' activity feed says of the key and the hosts since then
     */
    public record KeyDrill(
            KeyArn key, Instant disabled, Optional<Instant> enabled, Observed<List<ProjectEvent>> events) {
        public KeyDrill withEvents(Observed<List<ProjectEvent>> seen) {
            return new KeyDrill(key, disabled, enabled, seen);
        }
    }
}
