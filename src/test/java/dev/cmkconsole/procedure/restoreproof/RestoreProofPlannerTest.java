package dev.cmkconsole.procedure.restoreproof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.KeyBackup.Sharding;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreState;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreTarget;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster.ProofMark;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeyRecords;
import dev.cmkconsole.model.snapshot.KeyRecords.RefusedRestore;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.OtherNeeds.DeletedCluster;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreProofPlannerTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private static final String SNAPSHOT = "6a793f88c0eb9e7a177165aa";
    private static final String NAME = "cmk-proof-9e7a177165aa";
    private static final Instant NOW = Situation.NOW;

    private final List<TemporaryCluster> temporary = new ArrayList<>();
    private final List<RestoreJob> jobs = new ArrayList<>();
    private final List<String> names = new ArrayList<>(List.of("orders"));

    private final List<String> backups = new ArrayList<>(List.of(SNAPSHOT));
    private final List<DeletedCluster> deleted = new ArrayList<>();
    private String state = "IDLE";
    private final List<RefusedRestore> refused = new ArrayList<>();
    private Optional<Sharding> sharding = Optional.empty();
    private String type = "REPLICASET";

    private Plan plan(RestoreProofChoices want) {
        var survey = new KeySurvey(
                Situation.known(List.of()),
                Situation.known(backups.stream().map(this::backup).toList()),
                new OtherNeeds(
                        Situation.known(jobs), Situation.known(Optional.empty()), Situation.known(List.of()), deleted),
                List.of(new UsedKey(
                        Situation.OTHER_KEY.toString(),
                        Optional.of(Situation.OTHER_KEY),
                        Set.of(UsedKey.Seen.BACKUP),
                        Situation.known(Situation.customerKey(Situation.OTHER_KEY)),
                        Observed.notRead())),
                Situation.known(List.of()),
                Optional.empty(),
                new KeyRecords(List.of(), Optional.empty(), refused, Situation.known(temporary)));
        var now = new Situation()
                .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(RECORD, Situation.KEY, true))
                .clusters(names.stream().map(this::cluster).toArray(Cluster[]::new))
                .snapshot()
                .withSurvey(Situation.known(survey));
        return new RestoreProofPlanner(Bench.WAITS).plan(now, want);
    }

    private KeyBackup backup(String snapshot) {
        return new KeyBackup(
                "orders",
                snapshot,
                Optional.of(Situation.OTHER_KEY.keyId()),
                Optional.of(NOW.minus(Duration.ofDays(40))),
                Optional.empty(),
                sharding);
    }

    private Cluster cluster(String name) {
        var c = Situation.idle(name, EncryptionProvider.AWS);
        var shape = c.shape();
        return new Cluster(
                c.id(),
                name,
                c.kind(),
                new ClusterShape(type, shape.instanceSize(), shape.clouds(), shape.regions(), 1, 10, "8.0"),
                new ClusterStatus(state, false),
                c.backup(),
                c.encryption());
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

    /** The computer slept for two days, and woke up when the restore had long ended. */
    @Test
    void aRestoreOfThisOrderCountsHoweverLongAgoItEnded() {
        var asked = RestoreProofChoices.of(Optional.empty(), NOW.minus(Duration.ofHours(60)));
        job(RestoreState.FINISHED, Optional.of(NOW.minus(Duration.ofHours(58))));
        assertThat(plan(asked).complete()).isTrue();
    }

    @Test
    void aSnapshotThatExpiresWhileItsClusterIsDeletedStaysTheSubject() {
        backups.clear();
        backups.add("6a793f88c0eb9e7a177165bb");
        job(RestoreState.FINISHED, Optional.of(NOW.plusSeconds(1)));
        assertThat(plan().complete()).isTrue();
        assertThat(open(plan(RestoreProofChoices.of(Optional.empty(), NOW).ofCluster(Optional.of("sessions")))))
                .as("of another cluster, which no snapshot is known of")
                .doesNotContain("proof");
    }

    /** Whatever ends the run, its result names the cluster that Atlas bills, and what deletes it. */
    @Test
    void theOwnTemporaryClusterIsNamedWithItsDeletionUntilItIsDeleted() {
        assertThat(plan().leftovers()).isEmpty();
        exists("IDLE", ours());
        assertThat(plan().leftovers()).singleElement().satisfies(left -> {
            assertThat(left.what().args()).contains(NAME);
            assertThat(left.commands())
                    .extracting(Step.Copyable::content)
                    .singleElement()
                    .asString()
                    .startsWith("atlas api clusters deleteCluster")
                    .contains(Situation.PROJECT.id(), NAME);
        });
        temporary.clear();
        exists("DELETING", ours());
        assertThat(plan().leftovers()).isEmpty();
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

    private JsonNode created(Plan plan) {
        return plan.open().stream()
                .filter(step -> step.id().value().equals("create-temporary"))
                .flatMap(step -> step instanceof Step.AtlasStep a ? a.request().stream() : Stream.empty())
                .flatMap(request -> request.body().stream())
                .map(RestoreProofPlannerTest::json)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> snapshotStatus() {
        return plan().obstacle()
                .map(Step::status)
                .map(status -> ((Status.Blocked) status).reason().key());
    }

    private static List<String> undecided(Plan plan) {
        return plan.undecided().stream().map(step -> step.id().value()).toList();
    }

    /** Config servers of their own are a part of the snapshot and no shard. */
    @ParameterizedTest
    @CsvSource({"2, EMBEDDED, 2, ATLAS_MANAGED", "3, DEDICATED, 2, FIXED_TO_DEDICATED"})
    void aShardedSnapshotGoesToAClusterWithItsShardsOnceItsDoubtIsAccepted(
            int parts, String type, int shards, String management) {
        sharding = Optional.of(new Sharding(parts, Optional.of(type)));
        assertThat(undecided(plan())).containsExactly("check-source");
        var body = created(plan());
        assertThat(body.path("clusterType").asText()).isEqualTo("SHARDED");
        assertThat(body.path("replicationSpecs")).hasSize(shards);
        assertThat(body.path("configServerManagementMode").asText()).isEqualTo(management);
    }

    @Test
    void aSnapshotWhoseShardsAreNotKnownIsNotRestored() {
        sharding = Optional.of(new Sharding(3, Optional.empty()));
        assertThat(snapshotStatus()).contains("proof.snapshot.shardsUnknown");
        sharding = Optional.of(new Sharding(0, Optional.of("EMBEDDED")));
        assertThat(snapshotStatus()).contains("proof.snapshot.shardsUnknown");
    }

    @Test
    void theZonesOfAGlobalClusterAreNotCopiedToOneRegion() {
        type = "GEOSHARDED";
        sharding = Optional.of(new Sharding(2, Optional.of("EMBEDDED")));
        assertThat(snapshotStatus()).contains("proof.snapshot.global");
    }

    /** What Atlas last said of the cluster gives the form of the temporary one. */
    @Test
    void aSnapshotOfADeletedClusterIsRestoredWhereAtlasStillAnswersForIt() {
        names.clear();
        assertThat(snapshotStatus()).contains("proof.snapshot.clusterUnknown");
        var orders = Situation.idle("orders", EncryptionProvider.AWS);
        deleted.add(new DeletedCluster(orders, Situation.failed("CLUSTER_NOT_FOUND")));
        assertThat(snapshotStatus()).contains("proof.snapshot.deletedUnanswered");
        deleted.clear();
        deleted.add(new DeletedCluster(orders, Situation.known(List.of())));
        assertThat(undecided(plan())).containsExactly("check-source");
        assertThat(created(plan()).path("clusterType").asText()).isEqualTo("REPLICASET");
    }

    /** Atlas answers 404 for the restores of a cluster that is gone, and may keep its snapshots or not. */
    @Test
    void nothingIsRestoredFromAClusterThatIsBeingDeleted() {
        state = "DELETING";
        assertThat(snapshotStatus()).contains("proof.snapshot.deleting");
    }

    @Test
    void theNameOfADeletedClusterWithBackupsIsTaken() {
        deleted.add(new DeletedCluster(Situation.idle(NAME, EncryptionProvider.AWS), Situation.known(List.of())));
        assertThat(snapshotStatus()).contains("proof.name.kept");
    }

    /** Nothing that Atlas refused is said to be done, and nothing is shown about the key. */
    @Test
    void aRefusedRestoreDeletesTheClusterAndShowsNothing() {
        exists("IDLE", ours());
        refused.add(new RefusedRestore(SNAPSHOT, NOW.minusSeconds(60), "INVALID_SNAPSHOT_RESTORE_ENCRYPTION"));
        assertThat(open(plan())).containsExactly("delete-temporary", "temporary-gone", "not-proved:" + SNAPSHOT);
        assertThat(plan().step(StepId.of("restore-snapshot")).map(Step::status)).contains(Status.NOT_NEEDED);
        temporary.clear();
        names.remove(NAME);
        assertThat(open(plan()))
                .as("a refusal from before this order is no reason not to try again")
                .first()
                .isEqualTo("create-temporary");
    }

    /** The same command can be given again, with the same acceptances. */
    @Test
    void theChecksOfAProofThatEndedAreNamedAndNotMadeAgain() {
        sharding = Optional.of(new Sharding(2, Optional.of("EMBEDDED")));
        job(RestoreState.FINISHED, Optional.of(NOW.minusSeconds(60)));
        var plan = plan();
        assertThat(plan.complete()).isTrue();
        for (var check : List.of("check-source", "check-owner", "check-compliance-policy")) {
            assertThat(plan.step(StepId.of(check)).map(Step::status)).contains(Status.NOT_NEEDED);
        }
    }

    @Test
    void aRestoreThatWasCanceledShowsNothing() {
        exists("IDLE", ours());
        job(RestoreState.CANCELLED, Optional.of(NOW.minusSeconds(60)));
        assertThat(open(plan())).last().isEqualTo("not-proved:" + SNAPSHOT);
    }
}
