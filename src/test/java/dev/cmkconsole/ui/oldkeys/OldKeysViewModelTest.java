package dev.cmkconsole.ui.oldkeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.restoreproof.RestoreProofProcedure;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.ui.SandboxWindow;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.oldkeys.OldKeysViewModel.Stage;
import dev.cmkconsole.ui.plan.RunViewModel.Phase;
import dev.cmkconsole.ui.task.ScreenThread;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The old keys tab without a toolkit, on a sandbox. */
@Alongside
class OldKeysViewModelTest {
    private static final String PREVIOUS = "atlas-payments-previous";

    @TempDir
    private Path dir;

    private SandboxWindow world;
    private final AtomicInteger readAgain = new AtomicInteger();

    @BeforeEach
    void open() {
        var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).settling(Duration.ZERO));
        world = new SandboxWindow(
                sandbox, FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), text -> text, _ -> {}), dir);
    }

    @AfterEach
    void close() {
        world.close();
        world.sandbox.close();
    }

    private OldKeysViewModel model(String project) {
        var model = new OldKeysViewModel(
                world.service, world.window.frame(), world.project(project), readAgain::incrementAndGet);
        model.open();
        assertThat(model.problemProperty().get()).isNull();
        return model;
    }

    private static OldKeyRow row(OldKeysViewModel model, String name) {
        return model.rows().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void endSnapshotsOf(String project, String keyId) {
        String id = world.project(project);
        ScreenThread.away(() -> world.service.survey(id, KeySurveyRequest.LISTING))
                .survey()
                .value()
                .orElseThrow()
                .backups()
                .value()
                .orElseThrow()
                .stream()
                .filter(b -> b.masterKey().filter(keyId::equals).isPresent())
                .forEach(b -> world.atlas.send(new AtlasRequest(
                        "deleteClusterBackupSnapshot",
                        "DELETE",
                        "/api/atlas/v2/groups/" + id + "/clusters/" + b.cluster() + "/backup/snapshots/"
                                + (b.cluster().equals("payments") ? "shardedCluster/" : "") + b.snapshot(),
                        "2023-01-01",
                        Optional.empty())));
    }

    @Test
    void aNeededKeySaysWhatNeedsItAndOffersNothing() {
        var model = model("payments-prod");
        var present = row(model, "atlas-payments");
        assertThat(present.badge().word()).isEqualTo("In use");
        assertThat(present.next()).isEmpty();
        var old = row(model, PREVIOUS);
        assertThat(old.badge().word()).isEqualTo("Still needed");
        assertThat(old.need().reasons()).hasSize(3);
        assertThat(old.need().reasons().subList(0, 2)).allMatch(n -> n.startsWith("Snapshot"));
        assertThat(old.need().reasons().getLast()).startsWith("No restore proof");
        assertThat(old.safe()).matches(".*20\\d\\d");
        assertThat(old.next()).isEmpty();
        assertThat(old.acts().notYet()).isNotEmpty();
        model.review(old, OldKeyAct.DISABLE);
        assertThat(model.stageProperty().get()).isEqualTo(Stage.REVIEW);
        model.apply();
        assertThat(model.errorProperty().get())
                .contains(model.plan().blocked().getFirst().note());
        assertThat(model.runProperty().get()).isNull();
    }

    @Test
    void aKeyThatASnapshotNamesOffersItsProof() {
        var model = model("payments-prod");
        var old = row(model, PREVIOUS);
        assertThat(old.acts().provable()).isTrue();
        model.reviewProof(old);
        assertThat(model.commitProperty().get()).isEqualTo("Restore a snapshot of " + PREVIOUS);
        assertThat(model.plan().planProperty().get().procedure()).isEqualTo(RestoreProofProcedure.TYPE);
        assertThat(model.means()).singleElement().asString().contains("temporary cluster");
        model.apply();
        assertThat(model.errorProperty().get())
                .as("the snapshot is of a sharded cluster")
                .isNotEmpty();
    }

    @Test
    void aKeyInUseThatIsDisabledIsGivenBack() {
        var model = model("archive");
        assertThat(row(model, "atlas-archive").next()).contains(OldKeyAct.ENABLE);
        apply(model, row(model, "atlas-archive"), OldKeyAct.ENABLE);
        assertThat(row(model, "atlas-archive").state()).isEqualTo("Enabled");
        assertThat(row(model, "atlas-archive").next()).isEmpty();
    }

    @Test
    void aSafeKeyIsGivenUpOneActAfterTheOther() {
        endSnapshotsOf("payments-prod", "c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90");
        var model = model("payments-prod");
        assertThat(row(model, PREVIOUS).badge().word()).isEqualTo("Safe to disable");
        assertThat(row(model, PREVIOUS).next()).contains(OldKeyAct.TAKE_OUT);

        model.review(row(model, PREVIOUS), OldKeyAct.DISABLE);
        model.apply();
        assertThat(model.errorProperty().get()).as("the role still has it").isNotEmpty();
        accept(model, OldKeyPlanner.POLICY);
        assertThat(model.plan().everythingDecided()).isTrue();
        model.back();

        var row = row(model, PREVIOUS);
        apply(model, row, OldKeyAct.TAKE_OUT);
        assertThat(readAgain.get()).isEqualTo(1);
        assertThat(row(model, PREVIOUS).key().seen())
                .as("nobody names it any more but this program")
                .containsExactly(dev.cmkconsole.model.snapshot.UsedKey.Seen.JOURNAL);
        assertThat(row(model, PREVIOUS).next()).contains(OldKeyAct.DISABLE);
        apply(model, row, OldKeyAct.DISABLE);
        assertThat(row(model, PREVIOUS).next()).contains(OldKeyAct.SCHEDULE_DELETION);
        assertThat(row(model, PREVIOUS).also()).contains(OldKeyAct.ENABLE);
        apply(model, row, OldKeyAct.SCHEDULE_DELETION);
        assertThat(row(model, PREVIOUS).next()).contains(OldKeyAct.CANCEL_DELETION);
        assertThat(world.window.asked)
                .singleElement()
                .satisfies(q -> assertThat(q.subject()).isEqualTo("payments-prod"));
        assertThat(world.aws
                        .key(
                                new dev.cmkconsole.model.aws.KeyReference.ByArn(
                                        row.key().arn().orElseThrow()),
                                row.key().arn().orElseThrow().region())
                        .state()
                        .word())
                .isEqualTo("PendingDeletion");
        apply(model, row, OldKeyAct.CANCEL_DELETION);
    }

    @Test
    void whatKmsAndIamDoNotShowIsUnknownAndSaid() {
        endSnapshotsOf("payments-prod", "c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90");
        refuse("kms:GetKeyLastUsage");
        var model = model("payments-prod");
        var old = row(model, PREVIOUS);
        assertThat(old.badge().word()).isEqualTo("Unknown");
        assertThat(old.safe()).isEqualTo("No date known");
        assertThat(old.need().reasons()).anyMatch(reason -> reason.contains("(AccessDenied)"));
        assertThat(old.next()).as("the plan asks about the doubt").contains(OldKeyAct.TAKE_OUT);
        assertThat(model.unreadProperty().get()).isEmpty();
        refuse("iam:ListAttachedRolePolicies");
        model.read();
        assertThat(model.rows()).extracting(OldKeyRow::name).doesNotContain(PREVIOUS);
        assertThat(model.unreadProperty().get()).contains("iam:ListAttachedRolePolicies");
        world.sandbox.faults().clear();
        model.read();
        assertThat(row(model, PREVIOUS).badge().word()).isEqualTo("Safe to disable");
        assertThat(model.unreadProperty().get()).isEmpty();
    }

    private void refuse(String operation) {
        world.sandbox
                .faults()
                .inject(Fault.status(operation, 403)
                        .withErrorCode("AccessDenied")
                        .times(0));
    }

    private static void accept(OldKeysViewModel model, StepId step) {
        model.plan().accept(step, true);
    }

    private static void apply(OldKeysViewModel model, OldKeyRow row, OldKeyAct act) {
        model.review(row, act);
        assertThat(model.problemProperty().get()).isNull();
        model.plan().undecided().forEach(line -> accept(model, line.id()));
        model.apply();
        assertThat(model.errorProperty().get()).isEmpty();
        var run = model.runProperty().get();
        assertThat(run.phaseProperty().get()).isEqualTo(Phase.ENDED);
        assertThat(run.result().kind())
                .as("%s: %s", act, run.result().problem())
                .isEqualTo(dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind.DONE);
        model.back();
    }

    @Test
    void theAccessKeyIsLeftAloneWhileTheProjectUsesIt() {
        var model = model("ledger-legacy");
        var card = model.accessKeyProperty().get();
        assertThat(card.onCredentials()).isTrue();
        assertThat(card.next()).isEmpty();
        model.toSwitch();
        assertThat(world.window.went)
                .last()
                .isEqualTo(new Place.OfProject(world.project("ledger-legacy"), Place.OfProject.SWITCH));
    }

    @Test
    void anAccessKeyIsFoundByItsIdOrItsUser() {
        var model = model("payments-prod");
        assertThat(model.accessKeyProperty().get().found()).isEmpty();
        model.lookUp();
        assertThat(model.lookUpErrorProperty().get()).isNotEmpty();
        model.enteredIdProperty().set("nonsense");
        model.lookUp();
        assertThat(model.lookUpErrorProperty().get()).contains("nonsense");
        model.enteredIdProperty().set("");
        model.enteredUserProperty().set("nobody");
        model.lookUp();
        assertThat(model.lookUpErrorProperty().get()).contains("nobody");
        model.enteredUserProperty().set("atlas-ledger");
        model.lookUp();
        assertThat(model.lookUpErrorProperty().get()).isEmpty();
        var card = model.accessKeyProperty().get();
        assertThat(card.found().orElseThrow().id()).isEqualTo("AKIASANDBOXLEDGERKEY");
        assertThat(card.next()).contains(RetireChoices.RetireAct.DEACTIVATE);
        model.review(RetireChoices.RetireAct.DEACTIVATE);
        assertThat(model.plan().blocked())
                .as("ledger-legacy still uses it")
                .extracting(line -> line.note())
                .anyMatch(note -> note.contains("ledger-legacy"));
    }
}
