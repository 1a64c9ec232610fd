package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old keys and the old access key, given up against a sandbox over HTTP. */
@Alongside
class OldKeysOverHttpTest {
    private static final KeyArn PRESENT =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c");
    private static final KeyArn PREVIOUS =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90");
    private static final KeyArn ARCHIVE =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/e8047d26-bb39-4a51-9c6f-85a2d70c11de");
    private static final String ACCESS_KEY = "AKIASANDBOXLEDGERKEY";

    @TempDir
    private Path dir;

    private final OldKeyPlanner planner = new OldKeyPlanner(SandboxedConsole.WAITS);
    private final RetirePlanner retire = new RetirePlanner(SandboxedConsole.WAITS);

    private FileJournal journal(String name) {
        return FileJournal.open(dir.resolve(name), Clock.systemUTC(), text -> text, _ -> {});
    }

    static Sandbox sandbox(String scenario) {
        return Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                .scenario(scenario)
                .speed(2)
                .settling(Duration.ZERO));
    }

    private static KeyNeedVerdict verdict(ProjectSnapshot now, KeyArn key) {
        return OldKeys.judge(key.toString(), OldKeys.evidence(now));
    }

    /**
     * Lets everything of the key before the present one end: the two long snapshots go, and the restore window
     * passes.
     */
    static void forget(Sandbox sandbox, SandboxedConsole console, String project) {
        for (var backup : console.service
                .survey(project, KeySurveyRequest.LISTING)
                .survey()
                .value()
                .orElseThrow()
                .backups()
                .value()
                .orElseThrow()) {
            if (backup.masterKey().filter(PREVIOUS.keyId()::equals).isPresent()) {
                var sharded = backup.cluster().equals("payments");
                console.atlas.send(new dev.cmkconsole.model.atlas.AtlasRequest(
                        "deleteClusterBackupSnapshot",
                        "DELETE",
                        "/api/atlas/v2/groups/" + project + "/clusters/" + backup.cluster() + "/backup/snapshots/"
                                + (sharded ? "shardedCluster/" : "") + backup.snapshot(),
                        "2023-01-01",
                        Optional.empty()));
            }
        }
        assertThat(sandbox.projectId("payments-prod")).isEqualTo(project);
    }

    @Test
    void everyKeyIsFoundWithWhatNeedsIt() {
        try (var sandbox = sandbox("default");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal("a"))) {
            var now = console.service.survey(sandbox.projectId("payments-prod"), KeySurveyRequest.LISTING);
            var survey = now.survey().value().orElseThrow();
            assertThat(survey.keys())
                    .extracting(UsedKey::arn)
                    .containsExactly(Optional.of(PRESENT), Optional.of(PREVIOUS));
            assertThat(survey.key(PREVIOUS).orElseThrow().seen())
                    .containsExactlyInAnyOrder(UsedKey.Seen.BACKUP, UsedKey.Seen.ROLE_POLICY);
            assertThat(survey.elsewhere().value().orElseThrow())
                    .hasSize(4)
                    .allMatch(e -> e.kms().value().isPresent());
            assertThat(verdict(now, PREVIOUS)).isInstanceOfSatisfying(KeyNeedVerdict.Needed.class, needed -> {
                assertThat(needed.needs()).hasSize(2);
                assertThat(needed.safeFrom())
                        .hasValueSatisfying(
                                day -> assertThat(day).isAfter(now.at().plus(Duration.ofDays(300))));
            });
        }
    }

    @Test
    void aNeededKeyIsNeverTouchedWhateverIsAccepted() {
        try (var sandbox = sandbox("default");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal("a"))) {
            String project = sandbox.projectId("payments-prod");
            for (var key : Set.of(PRESENT, PREVIOUS)) {
                for (var act : Set.of(OldKeyAct.TAKE_OUT, OldKeyAct.DISABLE, OldKeyAct.SCHEDULE_DELETION)) {
                    var plan = console.service.plan(planner, OldKeyChoices.of(key, act), project);
                    var all = plan.steps().stream().map(Step::id).collect(Collectors.toSet());
                    var result = console.run(
                            planner,
                            OldKeyChoices.of(key, act).withAccepted(all),
                            project,
                            Confirmation.typed("payments-prod"));
                    assertThat(result.kind()).as("%s %s", key, act).isEqualTo(RunOutcomeKind.BLOCKED);
                    assertThat(result.at()).contains(OldKeyPlanner.VERDICT);
                }
                assertThat(console.service
                                .key(new KeyReference.ByArn(key), key.region())
                                .state()
                                .word())
                        .isEqualTo("Enabled");
            }
        }
    }

    @Test
    void aKeyIsGivenUpStepByStepAndGivenBack() {
        try (var sandbox = sandbox("default");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal("a"))) {
            String project = sandbox.projectId("payments-prod");
            forget(sandbox, console, project);
            assertThat(verdict(console.service.survey(project, KeySurveyRequest.LISTING), PREVIOUS))
                    .isInstanceOf(KeyNeedVerdict.Safe.class);

            var early = console.service.plan(planner, OldKeyChoices.of(PREVIOUS, OldKeyAct.DISABLE), project);
            assertThat(early.undecided()).extracting(Step::id).contains(OldKeyPlanner.POLICY);

            done(console, project, OldKeyAct.TAKE_OUT);
            var role = console.service
                    .observe(project, new ReadScope(Optional.of("atlas-payments"), Optional.empty(), Optional.empty()))
                    .aws()
                    .role()
                    .value()
                    .orElseThrow()
                    .orElseThrow();
            assertThat(role.inlinePolicies().get("atlas-encryption-at-rest"))
                    .contains(PRESENT.keyId())
                    .doesNotContain(PREVIOUS.keyId());

            var enabled =
                    console.service.plan(planner, OldKeyChoices.of(PREVIOUS, OldKeyAct.SCHEDULE_DELETION), project);
            assertThat(enabled.step(OldKeyPlanner.STATE).orElseThrow().status()).isInstanceOf(Status.Blocked.class);

            done(console, project, OldKeyAct.DISABLE);
            assertThat(state(console)).isEqualTo("Disabled");
            done(console, project, OldKeyAct.ENABLE);
            assertThat(state(console)).isEqualTo("Enabled");
            done(console, project, OldKeyAct.DISABLE);

            assertThatThrownBy(() -> console.run(
                            planner,
                            OldKeyChoices.of(PREVIOUS, OldKeyAct.SCHEDULE_DELETION)
                                    .withDays(9),
                            project,
                            Confirmation.PLAIN))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("NOT_CONFIRMED"));
            var scheduled = console.run(
                    planner,
                    OldKeyChoices.of(PREVIOUS, OldKeyAct.SCHEDULE_DELETION).withDays(9),
                    project,
                    Confirmation.typed("payments-prod"));
            assertThat(scheduled.kind())
                    .as("%s %s", scheduled.at(), scheduled.problem())
                    .isEqualTo(RunOutcomeKind.DONE);
            assertThat(state(console)).isEqualTo("PendingDeletion");
            done(console, project, OldKeyAct.CANCEL_DELETION);
            assertThat(state(console)).isEqualTo("Disabled");
            assertThat(console.journal().openIntents(project)).isEmpty();
        }
    }

    private static String state(SandboxedConsole console) {
        return console.service
                .key(new KeyReference.ByArn(PREVIOUS), PREVIOUS.region())
                .state()
                .word();
    }

    private void done(SandboxedConsole console, String project, OldKeyAct act) {
        var result = console.run(planner, OldKeyChoices.of(PREVIOUS, act), project, Confirmation.PLAIN);
        assertThat(result.kind())
                .as("%s: %s %s", act, result.at(), result.problem())
                .isEqualTo(RunOutcomeKind.DONE);
        assertThat(console.service
                        .plan(planner, OldKeyChoices.of(PREVIOUS, act), project)
                        .complete())
                .as("%s again", act)
                .isTrue();
    }

    @Test
    void aKeyThatAnotherProjectUsesStays() {
        try (var sandbox = sandbox("default");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal("a"))) {
            var blocked = console.service
                    .plan(
                            planner,
                            OldKeyChoices.of(ARCHIVE, OldKeyAct.SCHEDULE_DELETION),
                            sandbox.projectId("payments-prod"))
                    .step(AccessSteps.OTHER_PROJECTS)
                    .orElseThrow();
            assertThat(blocked.status())
                    .isInstanceOfSatisfying(
                            Status.Blocked.class,
                            s -> assertThat(s.reason().args()).containsExactly("archive"));
        }
    }

    @Test
    void afterARotationTheOldKeyIsKnownFromTheJournalAlone() {
        try (var sandbox = sandbox("default");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal("a"))) {
            String project = sandbox.projectId("payments-prod");
            for (var key : new KeyArn[] {
                KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20"), PRESENT
            }) {
                var rotated = console.run(
                        new RotatePlanner(SandboxedConsole.WAITS),
                        RotateChoices.byConsole(new KeyChoice.Existing(key)),
                        project,
                        Confirmation.PLAIN);
                assertThat(rotated.kind())
                        .as("%s %s", rotated.at(), rotated.problem())
                        .isEqualTo(RunOutcomeKind.DONE);
            }
            var now = console.service.survey(project, KeySurveyRequest.LISTING);
            var middle = now.survey().value().orElseThrow().keys().stream()
                    .filter(k -> k.id().startsWith("4f0e2d81"))
                    .findFirst()
                    .orElseThrow();
            assertThat(middle.seen()).contains(UsedKey.Seen.JOURNAL);
            assertThat(verdict(now, middle.arn().orElseThrow()))
                    .as("payments can be restored to the moment in between")
                    .isInstanceOf(KeyNeedVerdict.Needed.class);
        }
    }

    @Test
    void theOldAccessKeyIsRetiredOverSeveralDays() {
        try (var sandbox = sandbox("legacy");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal("a"))) {
            String project = sandbox.projectId("ledger-legacy");
            var early = console.service.plan(
                    retire, RetireChoices.of(ACCESS_KEY, RetireChoices.RetireAct.DEACTIVATE), project);
            assertThat(early.step(RetirePlanner.ON_ROLE).orElseThrow().status()).isInstanceOf(Status.Blocked.class);

            switchOver(console, project);
            var all = Set.of(RetirePlanner.ROLE_WORKS, RetirePlanner.SNAPSHOTS);
            var tooEarly = console.run(
                    retire,
                    RetireChoices.of(ACCESS_KEY, RetireChoices.RetireAct.DELETE).withAccepted(all),
                    project,
                    Confirmation.typed("ledger-legacy"));
            assertThat(tooEarly.kind()).isEqualTo(RunOutcomeKind.BLOCKED);
            ended(
                    console,
                    project,
                    RetireChoices.of(ACCESS_KEY, RetireChoices.RetireAct.DEACTIVATE)
                            .withAccepted(all),
                    Confirmation.PLAIN,
                    AccessKeyFacts.AccessKeyState.INACTIVE);
            ended(
                    console,
                    project,
                    RetireChoices.of(ACCESS_KEY, RetireChoices.RetireAct.REACTIVATE),
                    Confirmation.PLAIN,
                    AccessKeyFacts.AccessKeyState.ACTIVE);
            ended(
                    console,
                    project,
                    RetireChoices.of(ACCESS_KEY, RetireChoices.RetireAct.DEACTIVATE)
                            .withAccepted(all),
                    Confirmation.PLAIN,
                    AccessKeyFacts.AccessKeyState.INACTIVE);

            var soaking = console.run(
                    retire,
                    RetireChoices.of(ACCESS_KEY, RetireChoices.RetireAct.DELETE).withAccepted(all),
                    project,
                    Confirmation.typed("ledger-legacy"));
            assertThat(soaking.kind()).isEqualTo(RunOutcomeKind.BLOCKED);
            assertThat(soaking.at()).contains(RetirePlanner.SOAKED);

            try (var elsewhere =
                    new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal("another computer"))) {
                var choices = RetireChoices.of(ACCESS_KEY, RetireChoices.RetireAct.DELETE);
                var doubts = elsewhere.service.plan(retire, choices, project).undecided().stream()
                        .map(Step::id)
                        .collect(Collectors.toSet());
                assertThat(doubts).contains(RetirePlanner.SOAKED);
                var deleted = elsewhere.run(
                        retire, choices.withAccepted(doubts), project, Confirmation.typed("ledger-legacy"));
                assertThat(deleted.kind())
                        .as("%s %s", deleted.at(), deleted.problem())
                        .isEqualTo(RunOutcomeKind.DONE);
            }
            assertThat(console.service.accessKeys("atlas-ledger")).contains(java.util.List.of());
        }
    }

    @Test
    void aKeyUsedAfterTheSwitchIsNotRetired() {
        try (var sandbox = sandbox("legacy");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal("a"))) {
            String project = sandbox.projectId("ledger-legacy");
            switchOver(console, project);
            var choices = new RetireChoices(
                    ACCESS_KEY,
                    Optional.empty(),
                    Optional.of(Clock.systemUTC().instant().minus(Duration.ofDays(2))),
                    RetireChoices.RetireAct.DEACTIVATE,
                    RetireChoices.USUAL_SOAK,
                    Set.of());
            assertThat(console.service
                            .plan(retire, choices, project)
                            .step(RetirePlanner.IDLE)
                            .orElseThrow()
                            .status())
                    .isInstanceOf(Status.Blocked.class);
            assertThat(console.service
                            .plan(
                                    retire,
                                    RetireChoices.of("AKIANOBODYKNOWSITHERE", RetireChoices.RetireAct.DEACTIVATE),
                                    project)
                            .firstBlocked()
                            .map(Step::id))
                    .contains(RetirePlanner.ACCESS_KEY);
        }
    }

    private void ended(
            SandboxedConsole console,
            String project,
            RetireChoices choices,
            Confirmation confirmation,
            AccessKeyFacts.AccessKeyState state) {
        RunResult result = console.run(retire, choices, project, confirmation);
        assertThat(result.kind())
                .as("%s: %s %s", choices.act(), result.at(), result.problem())
                .isEqualTo(RunOutcomeKind.DONE);
        var facts = console.service
                .survey(
                        project,
                        new KeySurveyRequest(
                                Optional.of(ACCESS_KEY), Optional.empty(), Optional.empty(), Optional.empty(), false))
                .survey()
                .value()
                .orElseThrow()
                .accessKey();
        assertThat(facts.flatMap(f -> f.state().value())).contains(state);
    }

    private static void switchOver(SandboxedConsole console, String project) {
        var planner = new SwitchPlanner(SandboxedConsole.WAITS);
        var choices = SwitchChoices.byConsole(RoleChoice.newRole("atlas-ledger-role"));
        for (int i = 0; i < 5; i++) {
            var doubts = console.service.plan(planner, choices, project).undecided().stream()
                    .map(Step::id)
                    .collect(Collectors.toSet());
            var accepted = new java.util.HashSet<StepId>(choices.accepted());
            accepted.addAll(doubts);
            choices = choices.withAccepted(accepted);
            var result = console.run(planner, choices, project, Confirmation.typed("ledger-legacy"));
            if (result.kind() == RunOutcomeKind.DONE) {
                return;
            }
            var more = new java.util.HashSet<StepId>(choices.accepted());
            result.plan().undecided().forEach(s -> more.add(s.id()));
            choices = choices.withAccepted(more);
        }
        throw new AssertionError("the project was not switched: "
                + console.service.plan(planner, choices, project).obstacle());
    }
}
