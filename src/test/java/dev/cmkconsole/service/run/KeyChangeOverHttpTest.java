package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.rotate.RegionChoices;
import dev.cmkconsole.procedure.rotate.RegionPlanner;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Another key, and the same key in another Region, over HTTP. Both keys stay usable, nothing happens twice, and an
 * impossible change is refused with its reason.
 */
@Alongside
class KeyChangeOverHttpTest {
    private static final KeyArn MULTI =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/mrk-6c1d0f4b82a94e57b3d65e90a7f218cc");
    private static final KeyArn REPLICA = KeyArn.of(MULTI.toString().replace("us-east-1", "eu-west-1"));

    @TempDir
    Path dir;

    private final RotatePlanner rotate = new RotatePlanner(SandboxedConsole.WAITS);
    private final RegionPlanner region = new RegionPlanner(SandboxedConsole.WAITS);

    private static Sandbox sandbox(String scenario) {
        return Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario(scenario).speed(100));
    }

    private Journal journal() {
        return FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), text -> text, _ -> {});
    }

    private static List<KeyArn> keys(Sandbox sandbox) {
        return sandbox.aws().keys().stream()
                .filter(k -> k.accountId().equals("111122223333") && k.state().equals("Enabled"))
                .map(k -> KeyArn.of(k.arn()))
                .filter(k -> k.region().id().equals("us-east-1") && !k.multiRegion())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "iam:PutRolePolicy, DROP_AFTER",
        "iam:PutRolePolicy, DROP_BEFORE",
        "updateEncryptionAtRest, DROP_AFTER",
        "updateEncryptionAtRest, DROP_BEFORE",
        "updateEncryptionAtRest, STATUS",
        "updateEncryptionAtRest, STATUS_AFTER",
        "updateEncryptionAtRest, GARBAGE"
    })
    void theKeyIsChangedOnceAndTheOldOneStaysUsable(String operation, Fault.FaultKind kind) throws Exception {
        try (var sandbox = sandbox("default");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            String project = sandbox.projectId("analytics-dev");
            var old = keys(sandbox).getFirst();
            var fresh = keys(sandbox).stream()
                    .filter(k -> !k.equals(old))
                    .findFirst()
                    .orElseThrow();
            assertThat(console.enable(project, old).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);

            sandbox.faults().inject(Fault.of(operation, kind).withErrorCode("UNEXPECTED_ERROR"));
            var first = console.run(
                    rotate, RotateChoices.byConsole(new KeyChoice.Existing(fresh)), project, Confirmation.PLAIN);
            assertThat(first.kind())
                    .isIn(
                            RunResult.RunOutcomeKind.DONE,
                            RunResult.RunOutcomeKind.FAILED,
                            RunResult.RunOutcomeKind.UNKNOWN);
            assertThat(console.run(
                                    rotate,
                                    RotateChoices.byConsole(new KeyChoice.Existing(fresh)),
                                    project,
                                    Confirmation.PLAIN)
                            .kind())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);

            var now = console.service.observe(
                    project, rotate.readScope(RotateChoices.byConsole(new KeyChoice.Existing(fresh))));
            assertThat(now.posture()).contains(Posture.ROLE_BASED);
            assertThat(now.encryption().value().orElseThrow().awsKms().usesKey(fresh))
                    .isTrue();
            assertThat(now.aws()
                            .role()
                            .value()
                            .flatMap(r -> r)
                            .orElseThrow()
                            .inlinePolicies()
                            .values())
                    .anySatisfy(p -> assertThat(p).contains(old.toString(), fresh.toString()));
            assertThat(now.clusters().value().orElseThrow())
                    .filteredOn(Cluster::encrypted)
                    .allMatch(Cluster::idle);
            for (var step : List.of("allow-key", "save-configuration")) {
                assertThat(console.journal().entries().stream()
                                .map(JournalEntry::what)
                                .filter(d -> d.procedure().equals("rotate")
                                        && d.step().filter(step::equals).isPresent())
                                .filter(d -> d.outcome()
                                        .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                                        .isPresent()))
                        .as(step)
                        .hasSize(1);
            }
            assertThat(console.journal().openIntents(project)).isEmpty();
        }
        assertThat(JournalVerifier.verify(dir.resolve("journal.jsonl")).faults())
                .isEmpty();
    }

    @Test
    void theReplicaIsUsedAndTheKeyStaysTheKey() {
        try (var sandbox = sandbox("multi-region");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            String project = sandbox.projectId("orders-global");
            var choices = RegionChoices.byConsole(MULTI, new AwsRegion("eu-west-1"));
            assertThat(choices.key()).isEqualTo(REPLICA);

            var result = console.run(region, choices, project, Confirmation.PLAIN);
            assertThat(result.kind())
                    .as("%s %s", result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            var aws = console.service
                    .observe(project, ReadScope.CONFIGURED)
                    .encryption()
                    .value()
                    .orElseThrow()
                    .awsKms();
            assertThat(aws.usesKey(REPLICA)).isTrue();
            assertThat(aws.valid()).isTrue();

            var back =
                    console.run(region, RegionChoices.byConsole(REPLICA, MULTI.region()), project, Confirmation.PLAIN);
            assertThat(back.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        }
    }

    @Test
    void whatCannotWorkIsRefusedWithItsReason() {
        try (var sandbox = sandbox("multi-region");
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            String project = sandbox.projectId("orders-global");
            assertBlocked(
                    console,
                    project,
                    RegionChoices.byConsole(MULTI, new AwsRegion("ap-south-1")),
                    "check-key",
                    "enable.keyMissing");
            assertBlocked(
                    console,
                    project,
                    RegionChoices.byConsole(
                            KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/mrk-00000000000000000000000000000000")),
                    "check-configuration",
                    "region.anotherKey");
        }
        try (var sandbox = sandbox("legacy");
                var console = new SandboxedConsole(
                        SandboxedConsole.Address.of(sandbox),
                        FileJournal.open(dir.resolve("other.jsonl"), Clock.systemUTC(), text -> text, _ -> {}))) {
            String project = sandbox.projectId("ledger-legacy");
            var present = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab");
            var blocked = console.service
                    .plan(rotate, RotateChoices.byConsole(new KeyChoice.Existing(present)), project)
                    .firstBlocked()
                    .orElseThrow();
            assertThat(((Status.Blocked) blocked.status()).reason().key()).isEqualTo("keyChange.onCredentials");

            var choices = SwitchChoices.byConsole(RoleChoice.newRole(SandboxedConsole.ROLE_NAME))
                    .withAccepted(Set.of(
                            StepId.ofCheck(CheckId.HIDDEN_POLICIES), StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES)));
            assertThat(console.run(
                                    new SwitchPlanner(SandboxedConsole.WAITS),
                                    choices,
                                    project,
                                    Confirmation.typed("ledger-legacy"))
                            .kind())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            assertBlocked(
                    console,
                    project,
                    RegionChoices.byConsole(present, new AwsRegion("us-east-1")),
                    "check-configuration",
                    "region.singleRegion");
        }
    }

    private void assertBlocked(
            SandboxedConsole console, String project, RegionChoices choices, String step, String reason) {
        var result = console.run(region, choices, project, Confirmation.PLAIN);
        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(result.at()).isEqualTo(Optional.of(StepId.of(step)));
        assertThat(((Status.Blocked) result.plan()
                                .step(StepId.of(step))
                                .orElseThrow()
                                .status())
                        .reason()
                        .key())
                .isEqualTo(reason);
        assertThat(console.service
                        .observe(project, ReadScope.CONFIGURED)
                        .encryption()
                        .value()
                        .orElseThrow()
                        .awsKms()
                        .usesKey(choices.key()))
                .isFalse();
    }
}
