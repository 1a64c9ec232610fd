package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationPlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * A key created for a project, over HTTP. Whatever happens to the creation, there is never a second key, and the
 * project ends up on it.
 */
@Alongside
class NewKeyOverHttpTest {
    private static final String PROJECT = "57e3bad598796fd5a4313cc2";
    private static final AwsRegion REGION = new AwsRegion("us-east-1");
    private static final NewKey WISH = new NewKey(
            PROJECT,
            "alias/atlas-payments-2027",
            "For payments-prod from 2027 on",
            Map.of("CostCentre", "4711"),
            REGION,
            Optional.of(180),
            false);
    private static final RotateChoices CHOICES =
            RotateChoices.byConsole(new KeyChoice.Create(WISH)).withReminder(ReminderWish.after(150));

    @TempDir
    Path dir;

    private final RotatePlanner rotate = new RotatePlanner(SandboxedConsole.WAITS);
    private final AwsRotationPlanner rotation = new AwsRotationPlanner(SandboxedConsole.WAITS);

    private static Sandbox sandbox() {
        return Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario("default").speed(100));
    }

    private Journal journal() {
        return FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), text -> text, _ -> {});
    }

    /** Keys that were created for the project, whatever became of them. */
    private static List<CustomerKey> made(SandboxedConsole console) {
        return console.service.keys(REGION).stream()
                .filter(k -> k.description().equals(WISH.description()))
                .toList();
    }

    private static void assertMoved(SandboxedConsole console, CustomerKey key) {
        assertThat(key.aliases()).containsExactly(WISH.alias());
        assertThat(key.rotation()).hasValueSatisfying(r -> {
            assertThat(r.automatic()).isTrue();
            assertThat(r.periodDays()).contains(180);
        });
        var aws = console.service
                .observe(PROJECT, ReadScope.CONFIGURED)
                .encryption()
                .value()
                .orElseThrow()
                .awsKms();
        assertThat(aws.usesKey(key.arn())).isTrue();
        assertThat(aws.valid()).isTrue();
        var reminder = console.service
                .observe(PROJECT, ReadScope.CONFIGURED.with(ReadScope.More.REMINDER))
                .reminder()
                .value()
                .flatMap(r -> r)
                .orElseThrow();
        assertThat(reminder.days()).isEqualTo(150);
        assertThat(reminder.document()).contains("notifierId", "GROUP_OWNER");
        assertThat(console.journal().openIntents(PROJECT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kms:CreateKey, DROP_AFTER",
        "kms:CreateKey, DROP_BEFORE",
        "kms:CreateKey, STATUS",
        "kms:CreateKey, STATUS_AFTER",
        "kms:CreateKey, GARBAGE",
        "kms:CreateAlias, DROP_AFTER",
        "kms:CreateAlias, STATUS",
        "kms:EnableKeyRotation, DROP_AFTER",
        "kms:EnableKeyRotation, GARBAGE",
        "updateAlertConfig, DROP_AFTER",
        "updateAlertConfig, STATUS"
    })
    void thereIsNeverASecondKey(String operation, Fault.FaultKind kind) {
        try (var sandbox = sandbox();
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            sandbox.faults().inject(Fault.of(operation, kind).withErrorCode("UNEXPECTED_ERROR"));
            var first = console.run(rotate, CHOICES, PROJECT, Confirmation.PLAIN);
            assertThat(first.kind())
                    .as("%s %s", first.at(), first.problem())
                    .isIn(
                            RunResult.RunOutcomeKind.DONE,
                            RunResult.RunOutcomeKind.FAILED,
                            RunResult.RunOutcomeKind.UNKNOWN);
            assertThat(made(console)).hasSizeLessThanOrEqualTo(1);

            var second = console.run(rotate, CHOICES, PROJECT, Confirmation.PLAIN);
            assertThat(second.kind())
                    .as("%s %s", second.at(), second.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            assertMoved(console, assertOne(made(console)));
            assertThat(console.journal().entries().stream()
                            .map(JournalEntry::what)
                            .filter(d -> d.step().filter("create-key"::equals).isPresent())
                            .filter(d -> d.outcome()
                                    .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                                    .isPresent()))
                    .hasSize(1);
        }
    }

    /**
     * The first reading after the creation may not show the key. The same holds for the next run on another computer,
     * without the journal.
     */
    @Test
    void aKeyThatWasMadeElsewhereIsFoundByItsTagsWithoutAlias() {
        try (var sandbox = sandbox();
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            var stopped = console.run(
                    rotate,
                    CHOICES,
                    PROJECT,
                    Confirmation.PLAIN,
                    new SandboxedConsole.StopBefore(StepId.of("name-key")));
            assertThat(stopped.kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
            assertThat(assertOne(made(console)).aliases()).isEmpty();
        }
    }

    @Test
    void whatWasLeftHalfDoneIsContinuedByAnybody() {
        try (var sandbox = sandbox();
                var first = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal());
                var second = new SandboxedConsole(
                        SandboxedConsole.Address.of(sandbox),
                        FileJournal.open(dir.resolve("other.jsonl"), Clock.systemUTC(), text -> text, _ -> {}))) {
            for (var step : List.of("name-key", "rotate-by-itself", "allow-key", "save-configuration")) {
                first.run(
                        rotate, CHOICES, PROJECT, Confirmation.PLAIN, new SandboxedConsole.StopBefore(StepId.of(step)));
                assertOne(made(first));
            }
            var result = second.run(rotate, CHOICES, PROJECT, Confirmation.PLAIN);
            assertThat(result.kind())
                    .as("%s %s", result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            assertMoved(second, assertOne(made(second)));
        }
    }

    @Test
    void anAliasOfAnotherKeyIsNotTaken() {
        try (var sandbox = sandbox();
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            var taken = console.service.keys(REGION).stream()
                    .flatMap(k -> k.aliases().stream())
                    .filter(a -> !a.startsWith("alias/aws/"))
                    .findFirst()
                    .orElseThrow();
            var choices = RotateChoices.byConsole(new KeyChoice.Create(
                    new NewKey(PROJECT, taken, WISH.description(), Map.of(), REGION, Optional.empty(), false)));
            var result = console.run(rotate, choices, PROJECT, Confirmation.PLAIN);
            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
            assertThat(((Status.Blocked) result.plan()
                                    .step(StepId.of("create-key"))
                                    .orElseThrow()
                                    .status())
                            .reason()
                            .key())
                    .isEqualTo("newKey.aliasTaken");
            assertThat(made(console)).isEmpty();
        }
    }

    private static KmsClient kms(Sandbox sandbox) {
        var operator = sandbox.awsOperator();
        return KmsClient.builder()
                .endpointOverride(sandbox.awsUri())
                .region(Region.of(REGION.id()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(operator.accessKeyId(), operator.secretAccessKey())))
                .httpClientBuilder(Patience.sdk())
                .build();
    }

    private static void assertAliasTaken(Plan plan, KeyArn by) {
        var status = (Status.Blocked) plan.firstBlocked().orElseThrow().status();
        assertThat(status.reason().key()).isEqualTo("newKey.aliasTaken");
        assertThat(status.reason().args()).contains(WISH.alias(), by.toString());
    }

    @Test
    void anAliasThatWasMovedToAnotherKeyBlocksAtOnce() {
        try (var sandbox = sandbox();
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal());
                var kms = kms(sandbox)) {
            assertThat(console.run(rotate, CHOICES, PROJECT, Confirmation.PLAIN).kind())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            var other = KeyArn.of(kms.createKey().keyMetadata().arn());
            kms.updateAlias(r -> r.aliasName(WISH.alias()).targetKeyId(other.toString()));
            int recorded = console.journal().entries().size();

            assertAliasTaken(console.service.plan(rotate, CHOICES, PROJECT), other);
            var result = console.run(rotate, CHOICES, PROJECT, Confirmation.PLAIN);
            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
            assertThat(console.journal().entries().stream()
                            .skip(recorded)
                            .map(e -> e.what().kind()))
                    .as("nothing is sent")
                    .doesNotContain(EntryKind.INTENT);
            assertOne(made(console));
        }
    }

    @Test
    void aKeyWhoseAliasWentToAnotherKeyBeforeTheAnswerCountsAsCreated() {
        try (var sandbox = sandbox();
                var first = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal());
                var kms = kms(sandbox)) {
            first.run(
                    rotate,
                    CHOICES,
                    PROJECT,
                    Confirmation.PLAIN,
                    new SandboxedConsole.StopBefore(StepId.of("name-key")));
            var other = KeyArn.of(kms.createKey().keyMetadata().arn());
            kms.createAlias(r -> r.aliasName(WISH.alias()).targetKeyId(other.toString()));
            var ended = FileJournal.open(dir.resolve("other.jsonl"), Clock.systemUTC(), text -> text, _ -> {});
            first.journal().entries().stream()
                    .map(JournalEntry::what)
                    .filter(d -> d.kind() == EntryKind.INTENT
                            && d.step().filter("create-key"::equals).isPresent())
                    .forEach(ended::append);
            try (var second = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), ended)) {
                assertAliasTaken(
                        second.run(rotate, CHOICES, PROJECT, Confirmation.PLAIN).plan(), other);
                assertThat(second.journal().entries().stream()
                                .map(JournalEntry::what)
                                .filter(d -> d.kind() == EntryKind.RECONCILED)
                                .flatMap(d -> d.outcome().stream()))
                        .containsExactly(Outcome.DONE_UNANSWERED);
            }
        }
    }

    @Test
    void theOperatorIsNotShutOutOfTheKey() {
        try (var sandbox = sandbox();
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            assertThat(console.run(rotate, CHOICES, PROJECT, Confirmation.PLAIN).kind())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            var key = assertOne(made(console));
            var now = console.service.observe(PROJECT, ReadScope.onNewKey(WISH));
            assertThat(now.aws().key().value()).map(CustomerKey::arn).contains(key.arn());
            assertThat(now.aws().keyPolicy().value())
                    .hasValueSatisfying(
                            policy -> assertThat(policy).contains("arn:aws:iam::111122223333:root", "kms:*"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kms:EnableKeyRotation, DROP_AFTER",
        "kms:EnableKeyRotation, STATUS",
        "kms:EnableKeyRotation, DROP_BEFORE"
    })
    void theMaterialIsRotatedByAws(String operation, Fault.FaultKind kind) {
        try (var sandbox = sandbox();
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            var before = console.service.observe(PROJECT, ReadScope.CONFIGURED);
            var choices = AwsRotationChoices.byItself(120).withReminder(new ReminderWish(false, 90));
            sandbox.faults().inject(Fault.of(operation, kind).withErrorCode("UNEXPECTED_ERROR"));
            console.run(rotation, choices, PROJECT, Confirmation.PLAIN);
            var result = console.run(rotation, choices, PROJECT, Confirmation.PLAIN);
            assertThat(result.kind())
                    .as("%s %s", result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            var now = console.service.observe(PROJECT, ReadScope.CONFIGURED.with(ReadScope.More.REMINDER));
            assertThat(now.aws().key().value().flatMap(CustomerKey::rotation).flatMap(KeyRotation::periodDays))
                    .contains(120);
            assertThat(now.encryption().value()).isEqualTo(before.encryption().value());
            assertThat(now.reminder().value().flatMap(r -> r))
                    .hasValueSatisfying(r -> assertThat(r.enabled()).isFalse());
        }
    }

    @Test
    void aLostAnswerCostsNoSecondRotationOnDemand() {
        try (var sandbox = sandbox();
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            sandbox.faults().inject(Fault.of("kms:RotateKeyOnDemand", Fault.FaultKind.DROP_AFTER));
            for (int i = 0; i < 2; i++) {
                var result = console.run(
                        rotation, AwsRotationChoices.once(Clock.systemUTC().instant()), PROJECT, Confirmation.PLAIN);
                assertThat(result.kind())
                        .as("%s %s", result.at(), result.problem())
                        .isEqualTo(RunResult.RunOutcomeKind.DONE);
            }
            var now = console.service.observe(PROJECT, ReadScope.CONFIGURED.with(ReadScope.More.ROTATIONS));
            assertThat(now.aws().rotations().value())
                    .hasValueSatisfying(all -> assertThat(all)
                            .filteredOn(KeyRotation.Past::onDemand)
                            .hasSize(1));
        }
    }

    @Test
    void aKeyThatIsNotThereIsSaidToBeMissing() {
        try (var sandbox = sandbox();
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal())) {
            var problem = console.service
                    .observe(PROJECT, ReadScope.onNewKey(WISH))
                    .aws()
                    .key()
                    .problem();
            assertThat(problem).map(Problem::code).contains("NotFoundException");
            assertThat(problem).map(ServiceException::new).isPresent();
        }
    }

    private static CustomerKey assertOne(List<CustomerKey> keys) {
        assertThat(keys).hasSize(1);
        return keys.getFirst();
    }
}
