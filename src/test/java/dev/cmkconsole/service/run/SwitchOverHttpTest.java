package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.service.Confirmation;
import java.nio.file.Path;
import java.time.Clock;
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
 * The switch to a role over HTTP: every fault, every interruption, and everything that must keep the one request
 * back that cannot be undone.
 */
@Alongside
class SwitchOverHttpTest {
    private static final String PROJECT = "ledger-legacy";
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab");
    private static final RoleArn ROLE = new RoleArn("aws", "111122223333", "/", SandboxedConsole.ROLE_NAME);
    private static final String IRREVERSIBLE = "updateEncryptionAtRest";
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
    private static final AtlasSettings ATLAS = new AtlasSettings(
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            3,
            Duration.ofMillis(20),
            Duration.ofSeconds(2),
            "test");
    private static final AwsSettings AWS =
            new AwsSettings(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(20), 8);
    private static final Set<StepId> ACCEPTED =
            Set.of(StepId.ofCheck(CheckId.HIDDEN_POLICIES), StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES));
    private static final SwitchChoices CHOICES = SwitchChoices.byConsole(RoleChoice.newRole(SandboxedConsole.ROLE_NAME))
            .withAccepted(ACCEPTED);

    private static final WaitSettings IMPATIENT =
            new WaitSettings(SandboxedConsole.PACE.retryDelay(), 3, SandboxedConsole.PACE.poll());

    @TempDir
    Path dir;

    private final SwitchPlanner planner = new SwitchPlanner(SandboxedConsole.PACE);

    private static Sandbox legacy() {
        return Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(100));
    }

    private SandboxedConsole console(Sandbox sandbox, Journal journal) {
        return new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal, ATLAS, AWS);
    }

    private Journal journal() {
        return journal(dir.resolve("journal.jsonl"));
    }

    private static Journal journal(Path file) {
        assertThat(file.getParent().toFile().isDirectory()
                        || file.getParent().toFile().mkdir())
                .isTrue();
        return FileJournal.open(file, Clock.systemUTC(), text -> text, _ -> {});
    }

    private RunResult confirmed(SandboxedConsole console, Sandbox sandbox, SwitchChoices choices) {
        return confirmed(planner, console, sandbox, choices);
    }

    private static RunResult confirmed(
            SwitchPlanner planner, SandboxedConsole console, Sandbox sandbox, SwitchChoices choices) {
        return console.run(planner, choices, sandbox.projectId(PROJECT), Confirmation.typed(PROJECT));
    }

    /**
     * Requests for the change, without digest's question that comes before and is answered before anything is
     * looked at.
     */
    private static List<RequestLog.Entry> changes(Sandbox sandbox) {
        return sandbox.requestLog().of(IRREVERSIBLE).stream()
                .filter(e -> e.method().equals("PATCH") && e.status() != 401)
                .toList();
    }

    static Stream<Arguments> everywhere() {
        return STEPS.keySet().stream()
                .sorted()
                .flatMap(operation -> Stream.of(Fault.FaultKind.values())
                        .filter(kind -> kind != Fault.FaultKind.SLOW || operation.equals(IRREVERSIBLE))
                        .map(kind -> Arguments.of(operation, kind)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void whateverHappensTheIrreversibleRequestIsSentOnceForEachConfirmation(String operation, Fault.FaultKind kind)
            throws Exception {
        try (var sandbox = legacy();
                var console = console(sandbox, journal())) {
            String project = sandbox.projectId(PROJECT);
            console.service.identity();
            sandbox.faults()
                    .inject(new Fault(
                            operation,
                            1,
                            1,
                            kind,
                            500,
                            "UNEXPECTED_ERROR",
                            kind == Fault.FaultKind.SLOW ? Duration.ofSeconds(5) : Duration.ZERO));
            var first = confirmed(console, sandbox, CHOICES);

            assertThat(sandbox.faults().waiting()).as("the fault struck").isEmpty();
            assertThat(changes(sandbox)).as("sent for the first word").hasSizeLessThanOrEqualTo(1);
            assertThat(first.kind()).isIn(RunResult.RunOutcomeKind.DONE, RunResult.RunOutcomeKind.FAILED);
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
                var console = console(sandbox, journal())) {
            for (var word :
                    List.of(Confirmation.PLAIN, Confirmation.typed("ledger"), Confirmation.typed("LEDGER-LEGACY"))) {
                assertThatThrownBy(() -> console.run(planner, CHOICES, sandbox.projectId(PROJECT), word))
                        .hasMessageContaining("NOT_CONFIRMED");
            }
            assertThat(sandbox.requestLog().entries()).allMatch(e -> !e.method().equals("PATCH"));
            assertThat(console.journal().entries()).isEmpty();
        }
    }

    @Test
    void whatCannotBeToldNeedsAWordOfItsOwn() {
        try (var sandbox = legacy();
                var console = console(sandbox, journal())) {
            var result = confirmed(console, sandbox, CHOICES.withAccepted(Set.of()));

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.NEEDS_DECISION);
            assertThat(result.at()).contains(StepId.ofCheck(CheckId.HIDDEN_POLICIES));
            assertThat(changes(sandbox)).isEmpty();
        }
    }

    /** Everything that must stop the switch while all of it can still be taken back. */
    private enum Trouble {
        ROLE_USES_ANOTHER_KEY("check:identity-policies"),
        TRUSTS_ANOTHER_EXTERNAL_ID("check:trust-policy"),
        KEY_PENDING_DELETION("check-configuration"),
        NOT_PROJECT_OWNER("check-owner"),
        CREDENTIALS_NO_LONGER_WORK("check-configuration"),
        ANOTHER_KEY_WANTED("check-configuration"),
        KEY_POLICY_DENIES_THE_ROLE("key-policy"),
        TRUST_IS_OPEN_TO_OTHERS("set-up-role");

        private final String stopsAt;

        Trouble(String stopsAt) {
            this.stopsAt = stopsAt;
        }
    }

    /** The look that decides is one taken right before the request, not the one that the user confirmed. */
    @Test
    void aCheckThatTurnsToFailAfterTheConfirmationKeepsTheRequestBack() {
        try (var sandbox = legacy();
                var console = console(sandbox, journal())) {
            var result =
                    console.run(planner, CHOICES, sandbox.projectId(PROJECT), Confirmation.typed(PROJECT), event -> {
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

    private static void openToOthers(Sandbox sandbox) {
        sandbox.aws()
                .setTrustPolicy(
                        ROLE.toString(),
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                                + sandbox.aws().atlasAccountArn() + "\"},\"Action\":\"sts:AssumeRole\"}]}",
                        false);
    }

    @ParameterizedTest
    @EnumSource
    void isStoppedBeforeAnythingThatCannotBeUndone(Trouble trouble) {
        try (var sandbox = legacy();
                var console = trouble == Trouble.NOT_PROJECT_OWNER ? reader(sandbox) : console(sandbox, journal())) {
            var choices = arrange(trouble, sandbox, console);
            var result = confirmed(
                    new SwitchPlanner(IMPATIENT),
                    console,
                    sandbox,
                    choices.withAccepted(
                            everything(console.service.plan(planner, choices, sandbox.projectId(PROJECT)))));

            assertThat(result.kind()).isIn(RunResult.RunOutcomeKind.BLOCKED, RunResult.RunOutcomeKind.FAILED);
            assertThat(result.at()).contains(StepId.of(trouble.stopsAt));
            assertThat(result.problem()).isPresent();
            assertThat(changes(sandbox)).isEmpty();
            assertThat(console.service
                            .observe(sandbox.projectId(PROJECT), ReadScope.CONFIGURED)
                            .encryption()
                            .value()
                            .orElseThrow()
                            .awsKms()
                            .onCredentials())
                    .isTrue();
        }
    }

    private SandboxedConsole reader(Sandbox sandbox) {
        var owner = SandboxedConsole.Address.of(sandbox);
        var reader = sandbox.readOnlyKey();
        return new SandboxedConsole(
                new SandboxedConsole.Address(
                        owner.atlas(),
                        reader.user(),
                        reader.secret(),
                        owner.aws(),
                        owner.accessKeyId(),
                        owner.secretAccessKey()),
                journal(),
                ATLAS,
                AWS);
    }

    /** A word of the user for every check there is: what fails is blocked all the same. */
    private static Set<StepId> everything(Plan plan) {
        return Stream.concat(
                        plan.steps().stream().map(Step::id),
                        Stream.of(
                                        CheckId.ROLE_EXISTS,
                                        CheckId.TRUST_POLICY,
                                        CheckId.CONFUSED_DEPUTY,
                                        CheckId.IDENTITY_POLICIES,
                                        CheckId.PERMISSIONS_BOUNDARY,
                                        CheckId.SERVICE_CONTROL_POLICIES,
                                        CheckId.KEY_POLICY,
                                        CheckId.OLD_KEYS)
                                .map(StepId::ofCheck))
                .collect(java.util.stream.Collectors.toSet());
    }

    private SwitchChoices arrange(Trouble trouble, Sandbox sandbox, SandboxedConsole console) {
        var byHand = new SwitchChoices(
                RoleChoice.existing(ROLE),
                Optional.empty(),
                Optional.empty(),
                Actor.USER,
                Actor.USER,
                Set.of(AccessSteps.SET_UP_ROLE, AccessSteps.ALLOW_KEY, AccessSteps.KEY_POLICY),
                Set.of());
        switch (trouble) {
            case ROLE_USES_ANOTHER_KEY -> {
                prepared(console, sandbox);
                var other = KEY.toString().replace("d93b7c15", "00000000");
                sandbox.aws()
                        .setRolePolicy(
                                ROLE.toString(),
                                "AtlasEncryptionAtRest-" + sandbox.projectId(PROJECT),
                                AtlasPolicies.access(List.of(other)).raw(),
                                false);
            }
            case TRUSTS_ANOTHER_EXTERNAL_ID -> {
                prepared(console, sandbox);
                sandbox.reset();
                prepared(console, sandbox, "authorize-role");
                sandbox.aws()
                        .setTrustPolicy(
                                ROLE.toString(),
                                AtlasPolicies.trust(
                                                sandbox.aws().atlasAccountArn(), "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e")
                                        .raw(),
                                false);
            }
            case TRUST_IS_OPEN_TO_OTHERS -> {
                prepared(console, sandbox);
                openToOthers(sandbox);
            }
            case KEY_POLICY_DENIES_THE_ROLE ->
                sandbox.aws()
                        .setKeyPolicy(
                                KEY.toString(),
                                AtlasPolicies.defaultKeyPolicy("aws", KEY.account())
                                        .raw()
                                        .replaceFirst(
                                                "\\[",
                                                "[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":"
                                                    + "{\"aws:PrincipalArn\":\"" + ROLE + "\"}}},"));
            case KEY_PENDING_DELETION -> sandbox.keyState(KEY.toString(), "PendingDeletion");
            case CREDENTIALS_NO_LONGER_WORK ->
                sandbox.aws()
                        .setKeyPolicy(
                                KEY.toString(),
                                AtlasPolicies.defaultKeyPolicy("aws", KEY.account())
                                        .raw()
                                        .replaceFirst(
                                                "\\[",
                                                "[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/atlas-ledger\"},\"Action\":\"kms:*\","
                                                    + "\"Resource\":\"*\"},"));
            case NOT_PROJECT_OWNER -> {}
            case ANOTHER_KEY_WANTED -> {
                return CHOICES.withKey(KeyArn.of(KEY.toString().replace("eu-west-1", "us-east-1")));
            }
        }
        sandbox.advance(Duration.ofMinutes(20));
        return trouble == Trouble.ROLE_USES_ANOTHER_KEY || trouble == Trouble.TRUSTS_ANOTHER_EXTERNAL_ID
                ? byHand
                : CHOICES;
    }

    private void prepared(SandboxedConsole console, Sandbox sandbox) {
        prepared(console, sandbox, "switch-to-role");
    }

    /** Role, trust, record and permissions are made, and then the run ends: half a switch. */
    private void prepared(SandboxedConsole console, Sandbox sandbox, String until) {
        var result = console.run(
                planner,
                CHOICES,
                sandbox.projectId(PROJECT),
                Confirmation.typed(PROJECT),
                new SandboxedConsole.StopBefore(StepId.of(until)));
        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
        assertThat(result.at()).contains(StepId.of(until));
        assertThat(changes(sandbox)).isEmpty();
    }

    @Test
    void aHalfDoneSwitchIsFoundAgainOnAnotherComputerWithoutAJournal() {
        try (var sandbox = legacy()) {
            try (var console = console(sandbox, journal())) {
                prepared(console, sandbox, "authorize-role");
            }
            var elsewhere = journal(dir.resolve("another.jsonl"));
            sandbox.advance(Duration.ofDays(21));
            try (var console = console(sandbox, elsewhere)) {
                var plan = console.service.plan(planner, CHOICES, sandbox.projectId(PROJECT));
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
                var console = console(sandbox, journal())) {
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

    /** What Atlas answers when it does not take the role. */
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
                var console = console(sandbox, journal())) {
            prepared(console, sandbox);
            var plan = console.service.plan(planner, CHOICES, sandbox.projectId(PROJECT));
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
