package dev.cmkconsole.service.run;

import static dev.cmkconsole.service.run.LegacyProject.CHOICES;
import static dev.cmkconsole.service.run.LegacyProject.IRREVERSIBLE;
import static dev.cmkconsole.service.run.LegacyProject.KEY;
import static dev.cmkconsole.service.run.LegacyProject.PLANNER;
import static dev.cmkconsole.service.run.LegacyProject.PROJECT;
import static dev.cmkconsole.service.run.LegacyProject.changes;
import static dev.cmkconsole.service.run.LegacyProject.confirmed;
import static dev.cmkconsole.service.run.LegacyProject.console;
import static dev.cmkconsole.service.run.LegacyProject.journal;
import static dev.cmkconsole.service.run.LegacyProject.legacy;
import static dev.cmkconsole.service.run.LegacyProject.openToOthers;
import static dev.cmkconsole.service.run.LegacyProject.prepared;
import static dev.cmkconsole.service.run.LegacyProject.stillConsole;
import static dev.cmkconsole.service.run.LegacyProject.stillLegacy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Hurried;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The switch to a role over HTTP: every fault, every interruption, and every condition that must block the irreversible
 * request.
 */
@Alongside
class SwitchOverHttpTest {
    private static final Map<String, String> STEPS = Map.of(
            "createCloudProviderAccess",
            "create-access-role",
            "iam:CreateRole",
            "set-up-role",
            "authorizeProviderAccessRole",
            "authorize-role",
            "iam:PutRolePolicy",
            "allow-key",
            IRREVERSIBLE,
            "switch-to-role");

    @TempDir
    Path dir;

    private Journal ownJournal() {
        return journal(dir.resolve("journal.jsonl"));
    }

    static Stream<Arguments> everywhere() {
        return STEPS.keySet().stream()
                .sorted()
                .flatMap(operation -> Stream.of(Fault.FaultKind.values())
                        .filter(kind -> kind != Fault.FaultKind.SLOW || operation.equals(IRREVERSIBLE))
                        .map(kind -> Arguments.of(operation, kind)));
    }

    /** The faults at the irreversible request strike on the wire, the others in still time. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void whateverHappensTheIrreversibleRequestIsSentOnceForEachConfirmation(String operation, Fault.FaultKind kind)
            throws Exception {
        boolean slow = kind == Fault.FaultKind.SLOW;
        boolean wired = operation.equals(IRREVERSIBLE);
        try (var sandbox = wired ? legacy() : stillLegacy();
                var console = slow
                        ? SandboxedConsole.hurried(sandbox, ownJournal())
                        : wired ? console(sandbox, ownJournal()) : stillConsole(sandbox, ownJournal())) {
            String project = sandbox.projectId(PROJECT);
            console.service.identity();
            sandbox.faults()
                    .inject(new Fault(
                            operation, 1, 1, kind, 500, "UNEXPECTED_ERROR", slow ? Hurried.LATE : Duration.ZERO));
            var first = confirmed(console, sandbox, CHOICES);

            assertThat(sandbox.faults().waiting()).as("the fault struck").isEmpty();
            assertThat(changes(sandbox)).as("sent for the first word").hasSizeLessThanOrEqualTo(1);
            assertThat(first.kind())
                    .isIn(
                            RunResult.RunOutcomeKind.DONE,
                            RunResult.RunOutcomeKind.FAILED,
                            RunResult.RunOutcomeKind.UNKNOWN);
            boolean tookEffect = console.service
                    .observe(project, ReadScope.CONFIGURED)
                    .posture()
                    .equals(Optional.of(Posture.ROLE_BASED));
            assertThat(first.kind() == RunResult.RunOutcomeKind.DONE).isEqualTo(tookEffect);
            sandbox.requestLog().clear();

            assertThat(confirmed(console, sandbox, CHOICES).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
            assertThat(changes(sandbox)).as("sent for the second word").hasSize(tookEffect ? 0 : 1);
            switchedOnce(console, sandbox);
        }
        assertThat(JournalVerifier.verify(dir.resolve("journal.jsonl")).faults())
                .isEmpty();
    }

    private static void switchedOnce(SandboxedConsole console, Sandbox sandbox) {
        String project = sandbox.projectId(PROJECT);
        var now = console.service.observe(project, ReadScope.CONFIGURED);
        assertThat(now.posture()).contains(Posture.ROLE_BASED);
        var aws = now.encryption().value().orElseThrow().awsKms();
        assertThat(aws.customerMasterKeyId()).as("the key as Atlas held it").contains(KEY.keyId());
        assertThat(aws.region()).contains(KEY.region());
        assertThat(now.roles().value().orElseThrow()).as("one role record").hasSize(1);
        var drafts =
                console.journal().entries().stream().map(JournalEntry::what).toList();
        assertThat(console.journal().openIntents(project)).isEmpty();
        STEPS.values()
                .forEach(step -> assertThat(drafts.stream()
                                .filter(d -> d.step().filter(step::equals).isPresent())
                                .filter(d -> d.outcome()
                                        .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                                        .isPresent()))
                        .as(step)
                        .hasSize(1));
    }

    @Test
    void withoutTheProjectsNameNothingIsSentAtAll() {
        try (var sandbox = legacy();
                var console = console(sandbox, ownJournal())) {
            for (var word :
                    List.of(Confirmation.PLAIN, Confirmation.typed("ledger"), Confirmation.typed("LEDGER-LEGACY"))) {
                assertThatThrownBy(() -> console.run(PLANNER, CHOICES, sandbox.projectId(PROJECT), word))
                        .hasMessageContaining("NOT_CONFIRMED");
            }
            assertThat(sandbox.requestLog().entries()).allMatch(e -> !e.method().equals("PATCH"));
            assertThat(console.journal().entries()).isEmpty();
        }
    }

    @Test
    void whatCannotBeToldNeedsAWordOfItsOwn() {
        try (var sandbox = legacy();
                var console = console(sandbox, ownJournal())) {
            var result = confirmed(console, sandbox, CHOICES.withAccepted(Set.of()));

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.NEEDS_DECISION);
            // Everything that can be undone is prepared, and then all open doubts are there at once.
            assertThat(result.plan().undecided())
                    .extracting(s -> s.id())
                    .containsExactlyInAnyOrder(
                            StepId.ofCheck(CheckId.HIDDEN_POLICIES), StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES));
            assertThat(changes(sandbox)).isEmpty();
        }
    }

    /** The deciding reading happens right before the request. It is not the one that the user confirmed. */
    @Test
    void aCheckThatTurnsToFailAfterTheConfirmationKeepsTheRequestBack() {
        try (var sandbox = legacy();
                var console = console(sandbox, ownJournal())) {
            var result =
                    console.run(PLANNER, CHOICES, sandbox.projectId(PROJECT), Confirmation.typed(PROJECT), event -> {
                        if (event instanceof RunEvent.StepEnded ended
                                && ended.step().equals(AccessSteps.ALLOW_KEY)) {
                            openToOthers(sandbox);
                        }
                        return false;
                    });

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
            assertThat(result.at()).contains(AccessSteps.SET_UP_ROLE);
            assertThat(changes(sandbox)).isEmpty();
        }
    }

    @Test
    void aHalfDoneSwitchIsFoundAgainOnAnotherComputerWithoutAJournal() {
        try (var sandbox = legacy()) {
            try (var console = console(sandbox, ownJournal())) {
                prepared(console, sandbox, "authorize-role");
            }
            var elsewhere = journal(dir.resolve("another.jsonl"));
            sandbox.advance(Duration.ofDays(21));
            try (var console = console(sandbox, elsewhere)) {
                var plan = console.service.plan(PLANNER, CHOICES, sandbox.projectId(PROJECT));
                assertThat(plan.steps())
                        .filteredOn(s -> s.status().done())
                        .extracting(s -> s.id().value())
                        .contains("create-access-role", "set-up-role");
                assertThat(confirmed(console, sandbox, CHOICES).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
                assertThat(console.service
                                .observe(sandbox.projectId(PROJECT), ReadScope.CONFIGURED)
                                .roles()
                                .value()
                                .orElseThrow())
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAtlasRefusesIsExplainedAndLeavesTheCredentials(Refusal refusal) {
        try (var sandbox = legacy();
                var console = console(sandbox, ownJournal())) {
            sandbox.faults().inject(Fault.status(IRREVERSIBLE, refusal.status).withErrorCode(refusal.name()));
            var result = confirmed(console, sandbox, CHOICES);

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
            assertThat(result.problem().orElseThrow().code()).isEqualTo(refusal.name());
            assertThat(changes(sandbox)).hasSize(1);
            var words = new dev.cmkconsole.text.Messages(java.util.Locale.ENGLISH, java.time.ZoneOffset.UTC);
            assertThat(words.has("problem." + refusal + ".next"))
                    .as("explained with what to do")
                    .isTrue();
        }
    }

    /** Atlas' answers when it does not accept the role. */
    private enum Refusal {
        AWS_KMS_CREDENTIALS_AUTH_DEPRECATED(400),
        CANNOT_ASSUME_ROLE(400),
        INVALID_AWS_CREDENTIALS(400),
        NO_PERMISSION_TO_ENCRYPT_DECRYPT(400),
        CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED(400),
        ENCRYPTION_AT_REST_SETTINGS_INVALID(400),
        AWS_CUSTOMER_MASTER_KEY_NOT_FOUND(404);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }
    }

    @Test
    void somebodyWhoSwitchesMeanwhileInAnotherClientIsNotInTheWay() {
        try (var sandbox = legacy();
                var console = console(sandbox, ownJournal())) {
            prepared(console, sandbox);
            var plan = console.service.plan(PLANNER, CHOICES, sandbox.projectId(PROJECT));
            assertThat(plan.step(SwitchPlanner.SWITCH).orElseThrow().status()).isEqualTo(Status.TO_DO);
            try (var other = console(sandbox, journal(dir.resolve("other.jsonl")))) {
                assertThat(confirmed(other, sandbox, CHOICES).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
            }
            sandbox.requestLog().clear();
            assertThat(confirmed(console, sandbox, CHOICES).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
            assertThat(changes(sandbox)).isEmpty();
        }
    }
}
