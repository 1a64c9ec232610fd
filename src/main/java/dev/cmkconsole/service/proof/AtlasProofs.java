package dev.cmkconsole.service.proof;

import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.snapshot.KeyRecords.RestoreProof;
import dev.cmkconsole.model.snapshot.KeySurvey;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Restore proofs as Atlas lists them, whichever computer ran them. */
public final class AtlasProofs {
    private static final String ATLAS = "Atlas";

    private AtlasProofs() {}

    /**
     * Both together, oldest first.
     *
     * @param recorded the proofs of the history; it alone knows who ran one
     */
    public static List<RestoreProof> and(List<RestoreProof> recorded, String projectId, KeySurvey needs) {
        return Stream.concat(recorded.stream(), of(projectId, needs))
                .sorted(Comparator.comparing(RestoreProof::at))
                .toList();
    }

    /** Restores that finished. One that failed may have had another reason than the key. */
    private static Stream<RestoreProof> of(String projectId, KeySurvey needs) {
        var ofLive = needs.others().restores().value().orElse(List.of());
        var ofDeleted = needs.others().deleted().stream().flatMap(d -> d.restores().value().orElse(List.of()).stream());
        return Stream.concat(ofLive.stream(), ofDeleted)
                .filter(RestoreJob::finished)
                .filter(job -> job.isProof(projectId))
                .flatMap(job -> snapshot(job, needs)
                        .map(backup -> new RestoreProof(
                                backup.masterKey().orElse("-"),
                                backup.cluster(),
                                backup.snapshot(),
                                true,
                                job.time(),
                                ATLAS)));
    }

    private static Stream<KeyBackup> snapshot(RestoreJob job, KeySurvey needs) {
        return needs.backups().value().orElse(List.of()).stream()
                .filter(b -> job.snapshot().filter(b.snapshot()::equals).isPresent());
    }
}
