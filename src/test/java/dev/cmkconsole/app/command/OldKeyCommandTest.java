package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AccessKeyFacts.AccessKeyState;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.KeyRecords;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Keys, old keys and the old access key from the command line, in practice mode. */
@Alongside
@ResourceLock(Alongside.LOGS)
class OldKeyCommandTest {
    private static final String PAYMENTS = "57e3bad598796fd5a4313cc2";
    private static final String LEDGER = "fcb98a5b5b276e6da0cdb62c";
    private static final String ARCHIVE = "c023fb9687517e066822d920";
    private static final String PREVIOUS =
            "arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90";

    @TempDir
    private Path data;

    private record Outcome(int code, String out, String err) {}

    private Outcome command(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        var program = new Program(
                Map.of(),
                Map.of("os.name", "Linux", "user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new Program.Practice(1, new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(100))));
        int code = ConsoleCommand.execute(program, all.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void everyKeyIsListedWithWhatNeedsIt() throws Exception {
        var text = command("keys", "--project", PAYMENTS);
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains(PREVIOUS, "Still needed", "Snapshot");
        var json = new ObjectMapper()
                .readTree(command("keys", "--project", PAYMENTS, "--format", "json")
                        .out());
        assertThat(json.at("/keys/0/verdict").asText()).isEqualTo("present");
        assertThat(json.at("/keys/1/arn").asText()).isEqualTo(PREVIOUS);
        assertThat(json.at("/keys/1/verdict").asText()).isEqualTo("needed");
        assertThat(json.at("/keys/1/needs")).hasSize(2);
        assertThat(json.at("/keys/1/safeFrom").asText()).isNotEmpty();
        assertThat(new ObjectMapper()
                        .readTree(command("keys", "--project", LEDGER, "--format", "json")
                                .out())
                        .at("/accessKey/id")
                        .asText())
                .isEqualTo("AKIASANDBOXLEDGERKEY");
    }

    @Test
    void anExceptionsNameIsNoState() {
        var messages = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
        Observed<String> refused = Situation.failed("AccessDeniedException");
        assertThat(KeysCommand.unknownState(refused, messages))
                .startsWith("State unknown:")
                .endsWith("(AccessDeniedException)");
        assertThat(KeysCommand.unknownState(Observed.notRead(), messages)).startsWith("State unknown:");
        var json = JsonNodeFactory.instance.objectNode();
        KeysCommand.putState(json, refused);
        assertThat(json.path("state").asText()).isEqualTo("unknown");
        assertThat(json.path("stateProblem").asText()).isEqualTo("AccessDeniedException");
    }

    /** The exit codes of {@code check}: 0 all known, 1 AWS refuses the credentials, 3 something is unknown. */
    @Test
    void whatCouldNotBeReadHasItsExitCode() {
        Observed<CustomerKey> read = Situation.known(Situation.customerKey(Situation.KEY));
        Observed<CustomerKey> garbage = new Observed.Failed<>(
                new Problem.Unreadable(Problem.Origin.AWS, "kms:DescribeKey", "no JSON", Situation.NOW), Situation.NOW);
        assertThat(exitCode(Seen.CONFIGURED, read, Optional.empty())).isZero();
        assertThat(exitCode(Seen.CONFIGURED, garbage, Optional.empty())).isEqualTo(3);
        assertThat(exitCode(Seen.CONFIGURED, Observed.notRead(), Optional.empty()))
                .isEqualTo(3);
        assertThat(exitCode(Seen.CONFIGURED, Situation.failed("AccessDeniedException"), Optional.empty()))
                .isEqualTo(3);
        assertThat(exitCode(Seen.CONFIGURED, Situation.failed("ExpiredToken"), Optional.empty()))
                .isEqualTo(1);
        assertThat(exitCode(Seen.JOURNAL, read, Optional.empty()))
                .as("what needs the old key is not known")
                .isEqualTo(3);
        var active = accessKey(Situation.known(AccessKeyState.ACTIVE), Situation.known(Optional.empty()));
        assertThat(exitCode(Seen.CONFIGURED, read, active)).isZero();
        assertThat(exitCode(
                        Seen.CONFIGURED,
                        read,
                        accessKey(Situation.failed("AccessDenied"), Situation.known(Optional.empty()))))
                .isEqualTo(3);
        assertThat(exitCode(
                        Seen.CONFIGURED,
                        read,
                        accessKey(Situation.known(AccessKeyState.ACTIVE), Situation.failed("ServiceFailure"))))
                .isEqualTo(3);
        for (Observed<List<String>> unread :
                List.of(Situation.<List<String>>failed("AccessDenied"), Observed.<List<String>>notRead())) {
            assertThat(exitCode(Seen.CONFIGURED, read, Optional.empty(), unread))
                    .as("a key that only the role's policies name may be missing")
                    .isEqualTo(3);
        }
    }

    private static Optional<AccessKeyFacts> accessKey(
            Observed<AccessKeyState> state, Observed<Optional<KeyUse>> lastUse) {
        return Optional.of(new AccessKeyFacts(
                "AKIAIOSFODNN7EXAMPLE", Optional.empty(), state, lastUse, Optional.empty(), Optional.empty()));
    }

    private static int exitCode(Seen seen, Observed<CustomerKey> kms, Optional<AccessKeyFacts> accessKey) {
        return exitCode(seen, kms, accessKey, Situation.known(List.of()));
    }

    private static int exitCode(
            Seen seen, Observed<CustomerKey> kms, Optional<AccessKeyFacts> accessKey, Observed<List<String>> policies) {
        var key = new UsedKey(
                Situation.KEY.toString(), Optional.of(Situation.KEY), Set.of(seen), kms, Observed.notRead());
        var survey = new KeySurvey(
                Observed.notRead(),
                Observed.notRead(),
                OtherNeeds.NOT_READ,
                List.of(key),
                Observed.notRead(),
                accessKey,
                KeyRecords.NOT_READ,
                policies);
        return KeysCommand.exitCode(
                survey, OldKeys.evidence(Situation.NOW, Observed.notRead(), Situation.known(survey)));
    }

    @Test
    void aNeededKeyIsRefusedWithTheList() {
        var plan = command("plan", "old-key", "--project", PAYMENTS, "--key", PREVIOUS, "--act", "disable");
        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.out())
                .contains("The key is still needed until")
                .contains("Snapshot")
                .as("what is unknown beside the obstacle is named at once, in the plan")
                .contains("1 result is unknown.", "\n  check-role-policy: ");
        var blocked = command(
                "run",
                "old-key",
                "--project",
                PAYMENTS,
                "--key",
                PREVIOUS,
                "--act",
                "disable",
                "--confirm",
                "payments-prod");
        assertThat(blocked.code()).isEqualTo(1);
        assertThat(blocked.out()).as("and in the run").contains("unknown too", "\n  check-role-policy: ");
        var run = command(
                "run",
                "old-key",
                "--project",
                PAYMENTS,
                "--key",
                PREVIOUS,
                "--act",
                "disable",
                "--accept",
                "check-nothing-needs-it,check-last-use",
                "--confirm",
                "payments-prod");
        // A failed check is no open doubt, so --accept may not name it.
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("check-nothing-needs-it");
        assertThat(command(
                                "plan",
                                "old-key",
                                "--project",
                                PAYMENTS,
                                "--key",
                                PREVIOUS,
                                "--act",
                                "schedule_deletion",
                                "--days",
                                "3")
                        .code())
                .isNotZero();
        assertThat(command("plan", "old-key", "--project", PAYMENTS, "--key", PREVIOUS, "--act", "melt")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aKeyThatIsDisabledAndNeededIsEnabledAgain() {
        var run = command(
                "run",
                "old-key",
                "--project",
                ARCHIVE,
                "--key",
                "alias/atlas-archive",
                "--region",
                "us-east-1",
                "--act",
                "enable");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(command("keys", "--project", ARCHIVE).out()).contains("Enabled");
    }

    @Test
    void anAccessKeyInUseIsNotRetired() {
        var plan = command("plan", "retire", "--project", LEDGER);
        assertThat(plan.code()).as(plan.err()).isEqualTo(1);
        assertThat(plan.out()).contains("Switch it to a role first").contains("AKIASANDBOXLEDGERKEY");
        var unknown = command("plan", "retire", "--project", PAYMENTS);
        assertThat(unknown.code()).isNotZero();
        assertThat(unknown.err()).contains("--access-key");
    }
}
