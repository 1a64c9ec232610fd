package dev.cmkconsole.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreState;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreTarget;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeyRecords.RestoreProof;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.procedure.Situation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another computer restored counts by Atlas' own list, and nothing else does. */
class AtlasProofsTest {
    private static final String KEY = "1d60b7f2-9e45-4c83-b17a-0f8e2d5c6a91";
    private static final String PROJECT = "5f2a00000000000000000001";
    private static final String OWN = TemporaryCluster.name("s1");
    private static final Instant NOW = Situation.NOW;

    @ParameterizedTest
    @CsvSource({
        "s1, FINISHED, own, this, true",
        "s1, FAILED, own, this, false",
        "s1, RUNNING, own, this, false",
        "s1, FINISHED, orders, this, false",
        "s1, FINISHED, own, other, false",
        "gone, FINISHED, own, this, false"
    })
    void aRestoreThatFinishedIsAProof(
            String snapshot, RestoreState state, String cluster, String project, boolean counts) {
        var target = new RestoreTarget(
                project.equals("this") ? PROJECT : "5f2a00000000000000000002", cluster.equals("own") ? OWN : cluster);
        var job = new RestoreJob("orders", "job", Optional.of(snapshot), Optional.of(target), state, Optional.of(NOW));
        var earlier = new RestoreProof(KEY, "orders", "s0", true, NOW.minusSeconds(60), "ada");
        var proofs = AtlasProofs.and(List.of(earlier), PROJECT, needs(job));
        assertThat(proofs).startsWith(earlier).hasSize(counts ? 2 : 1);
        if (counts) {
            assertThat(proofs.getLast()).isEqualTo(new RestoreProof(KEY, "orders", "s1", true, NOW, "Atlas"));
        }
    }

    private static KeySurvey needs(RestoreJob job) {
        return new KeySurvey(
                Situation.known(List.of()),
                Situation.known(
                        List.of(new KeyBackup("orders", "s1", Optional.of(KEY), Optional.empty(), Optional.empty()))),
                new OtherNeeds(Situation.known(List.of(job)), Observed.notRead(), Observed.notRead()),
                List.of(),
                Observed.notRead(),
                Optional.empty());
    }
}
