package dev.cmkconsole.procedure.restoreproof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreState;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreTarget;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster.ProofMark;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeyRecords;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoreProofPlannerTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private static final String SNAPSHOT = "6a793f88c0eb9e7a177165aa";
    private static final String NAME = "cmk-proof-9e7a177165aa";
    private static final Instant NOW = Situation.NOW;

    private final List<TemporaryCluster> temporary = new ArrayList<>();
    private final List<RestoreJob> jobs = new ArrayList<>();
    private final List<String> names = new ArrayList<>(List.of("orders"));

    private Plan plan(RestoreProofChoices want) {
        var survey = new KeySurvey(
                Situation.known(List.of()),
                Situation.known(List.of(new KeyBackup(
                        "orders",
                        SNAPSHOT,
                        Optional.of(Situation.OTHER_KEY.keyId()),
                        Optional.of(NOW.minus(Duration.ofDays(40))),
                        Optional.empty()))),
                new OtherNeeds(Situation.known(jobs), Situation.known(Optional.empty()), Situation.known(List.of())),
                List.of(new UsedKey(
                        Situation.OTHER_KEY.toString(),
                        Optional.of(Situation.OTHER_KEY),
                        Set.of(UsedKey.Seen.BACKUP),
                        Situation.known(Situation.customerKey(Situation.OTHER_KEY)),
                        Observed.notRead())),
                Situation.known(List.of()),
                Optional.empty(),
                new KeyRecords(List.of(), Optional.empty(), Situation.known(temporary)));
        var now = new Situation()
                .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(RECORD, Situation.KEY, true))
                .clusters(names.stream()
                        .map(n -> Situation.idle(n, EncryptionProvider.AWS))
                        .toArray(dev.cmkconsole.model.atlas.Cluster[]::new))
                .snapshot()
                .withSurvey(Situation.known(survey));
        return new RestoreProofPlanner(Bench.WAITS).plan(now, want);
    }

    private Plan plan() {
        return plan(RestoreProofChoices.of(Optional.empty(), NOW));
    }

    private static List<String> open(Plan plan) {
        return plan.open().stream()
                .map(Step::id)
                .map(StepId::value)
                .map(id -> id.replaceAll("^proof:.*", "proof"))
                .toList();
    }

    private void exists(String state, Optional<ProofMark> mark) {
        temporary.add(new TemporaryCluster(NAME, state, NOW.minusSeconds(600), mark));
        names.add(NAME);
    }

    private static Optional<ProofMark> ours() {
        return Optional.of(new ProofMark(SNAPSHOT, "orders", Situation.OTHER_KEY.keyId()));
    }

    private void job(RestoreState state, Optional<Instant> ended) {
        jobs.add(new RestoreJob(
                "orders",
                "6a793f88c0eb9e7a177165ff",
                Optional.of(SNAPSHOT),
                Optional.of(new RestoreTarget(Situation.PROJECT.id(), NAME)),
                state,
                ended));
    }

    @Test
    void theSnapshotOfAFormerKeyIsRestoredToAClusterThatIsDeletedAgain() {
        assertThat(open(plan()))
                .containsExactly(
                        "create-temporary",
                        "temporary-created",
                        "restore-snapshot",
                        "snapshot-restored",
                        "delete-temporary",
                        "temporary-gone",
                        "proof");
    }

    @Test
    void nothingThatReplacesOrDeletesDataLeavesBeforeItsTargetIsSeenWithItsTags() {
        assertThat(sendable(plan())).containsExactly("create-temporary");
        exists("IDLE", ours());
        assertThat(sendable(plan())).containsExactly("restore-snapshot", "delete-temporary");
    }

    private static List<String> sendable(Plan plan) {
        return plan.open().stream()
                .filter(s -> s instanceof Step.AtlasStep a && a.request().isPresent())
                .map(s -> s.id().value())
                .toList();
    }

    @Test
    void aClusterOfThatNameWithoutTheTagsIsNeverTouched() {
        exists("IDLE", Optional.empty());
        var plan = plan();
        assertThat(plan.obstacle().map(Step::id)).contains(StepId.of("check-temporary-name"));
        assertThat(sendable(plan)).doesNotContain("restore-snapshot", "delete-temporary");
    }

    @Test
    void anInterruptedProofGoesOnWhereItWas() {
        exists("CREATING", ours());
        assertThat(open(plan())).first().isEqualTo("temporary-created");
        temporary.clear();
        exists("IDLE", ours());
        job(RestoreState.RUNNING, Optional.empty());
        assertThat(open(plan())).first().isEqualTo("snapshot-restored");
        jobs.clear();
        job(RestoreState.FINISHED, Optional.of(NOW.minusSeconds(60)));
        assertThat(open(plan())).containsExactly("delete-temporary", "temporary-gone");
    }

    @Test
    void aRestoreFromBeforeTheClusterIsNotItsOwn() {
        exists("IDLE", ours());
        job(RestoreState.FINISHED, Optional.of(NOW.minusSeconds(3_600)));
        assertThat(open(plan())).first().isEqualTo("restore-snapshot");
    }

    @Test
    void aFinishedRestoreCountsForADayAndAFailedOneIsTriedAgain() {
        job(RestoreState.FINISHED, Optional.of(NOW.minus(Duration.ofHours(3))));
        assertThat(plan().complete()).isTrue();
        jobs.clear();
        job(RestoreState.FINISHED, Optional.of(NOW.minus(Duration.ofHours(25))));
        assertThat(open(plan())).first().isEqualTo("create-temporary");
        jobs.clear();
        job(RestoreState.FAILED, Optional.of(NOW.minus(Duration.ofHours(3))));
        assertThat(open(plan())).first().isEqualTo("create-temporary");
    }

    @Test
    void aFailedRestoreStillDeletesTheClusterAndIsNoProof() {
        exists("IDLE", ours());
        job(RestoreState.FAILED, Optional.of(NOW.minusSeconds(60)));
        var plan = plan();
        assertThat(plan.obstacle()).isEmpty();
        assertThat(open(plan)).containsExactly("delete-temporary", "temporary-gone", "proof");
        assertThat(plan.open().getLast().status()).isInstanceOf(Status.Blocked.class);
    }

    @Test
    void cleaningUpDeletesOnlyWhatAProofMade() {
        exists("IDLE", ours());
        temporary.add(new TemporaryCluster("cmk-proof-mine", "IDLE", NOW, Optional.empty()));
        assertThat(open(plan(RestoreProofChoices.cleanUp(NOW))))
                .containsExactly("delete-temporary:" + NAME, "temporary-gone:" + NAME);
    }

    @Test
    void aClusterUnderRestoreIsNotCleanedUpUnasked() {
        exists("IDLE", ours());
        job(RestoreState.RUNNING, Optional.empty());
        assertThat(plan(RestoreProofChoices.cleanUp(NOW)).undecided().stream().map(s -> s.id().value()))
                .containsExactly("check-not-restoring:" + NAME);
    }
}
