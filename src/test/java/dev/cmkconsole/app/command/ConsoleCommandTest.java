package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The command line as a user sees it: arguments, output and exit code, over real HTTP against the sandbox. */
@Alongside
@ResourceLock(Alongside.LOGS)
class ConsoleCommandTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(100));
    static final Program.Practice QUICK = new Program.Practice(40, WAITS, WAITS);

    @TempDir
    private Path data;

    /** The result of one command line. */
    private record Outcome(int code, String out, String err) {}

    private Outcome execute(Map<String, String> environment, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var all = new ArrayList<>(List.of(args));
        all.add("--data");
        all.add(data.toString());
        var program = new Program(
                environment,
                Map.of("os.name", "Linux", "user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                QUICK);
        int code = ConsoleCommand.execute(program, all.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Outcome practice(String... args) {
        return execute(Map.of(), args);
    }

    private static String projectId(String name) {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()))) {
            return sandbox.atlas().projects().stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }
    }

    @Test
    void aProjectIsPlannedEnabledAndItsClusterEncrypted() throws Exception {
        String project = projectId("analytics-dev");
        var planned =
                practice("plan", "enable", "--project", project, "--key", "alias/atlas-analytics", "--format", "json");
        var plan = new ObjectMapper().readTree(planned.out());
        assertThat(planned.code()).isZero();
        assertThat(plan.path("complete").asBoolean()).isFalse();
        assertThat(plan.findValuesAsText("id")).contains("create-access-role", "authorize-role", "save-configuration");

        var enabled = practice("run", "enable", "--project", project, "--key", "alias/atlas-analytics");
        assertThat(enabled.code()).as(enabled.err() + enabled.out()).isZero();
        assertThat(enabled.out()).contains("done for analytics-dev");

        var again =
                practice("run", "enable", "--project", project, "--key", "alias/atlas-analytics", "--format", "json");
        assertThat(new ObjectMapper().readTree(again.out()).path("result").asText())
                .isEqualTo("done");
        assertThat(again.err()).as("nothing is sent twice").isEmpty();

        var encrypted = practice("run", "clusters", "--project", project, "--on", "events");
        assertThat(encrypted.code()).as(encrypted.err() + encrypted.out()).isZero();

        var run = Pattern.compile("Run ([0-9a-f-]{36})").matcher(enabled.out());
        assertThat(run.find()).isTrue();
        String[] undo = {"run", "fix", "--project", project, "--undo", run.group(1), "--step", "allow-key"};
        var unconfirmed = practice(undo);
        assertThat(unconfirmed.code()).isEqualTo(1);
        assertThat(unconfirmed.err())
                .contains("This deletes the policy")
                .contains("analytics-dev loses access to its key")
                .contains("events")
                .contains("type exactly: analytics-dev");
        var confirmed = practice(Stream.concat(Stream.of(undo), Stream.of("--confirm", "analytics-dev"))
                .toArray(String[]::new));
        assertThat(confirmed.code()).as(confirmed.err() + confirmed.out()).isZero();
        assertThat(confirmed.err()).contains("Delete the access policy");

        assertThat(practice("history", "verify").code()).isZero();
        assertThat(practice("history", "list").out()).contains("enable", "clusters", "analytics-dev");
        assertThat(Files.readString(data.resolve("practice/journal.jsonl")))
                .doesNotContain("sandbox/operator", "8f14e45f-ceea");
    }

    /** Practice data of a scenario other than the program's own, reached like a real connection. */
    static Map<String, String> environment(Sandbox sandbox) {
        return Map.of(
                "MONGODB_ATLAS_BASE_URL",
                sandbox.atlasUri() + "/",
                "MONGODB_ATLAS_PUBLIC_API_KEY",
                sandbox.apiKey().user(),
                "MONGODB_ATLAS_PRIVATE_API_KEY",
                sandbox.apiKey().secret(),
                "AWS_ENDPOINT_URL",
                sandbox.awsUri().toString(),
                "AWS_ACCESS_KEY_ID",
                sandbox.awsOperator().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                sandbox.awsOperator().secretAccessKey(),
                "AWS_REGION",
                "us-east-1");
    }

    @Test
    void aProjectIsSwitchedToARoleByNameAndNeverPastAFailingCheck() throws Exception {
        try (var sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(200))) {
            var environment = environment(sandbox);
            String id = sandbox.projectId("ledger-legacy");
            var planned = execute(environment, "plan", "switch", "--connection", "env", "--project", id);
            assertThat(planned.code()).as(planned.err()).isZero();
            assertThat(planned.out()).contains("Switch to a role", "Cannot be undone", "1 step cannot be undone");

            var unnamed = execute(environment, "run", "switch", "--connection", "env", "--project", id);
            assertThat(unnamed.code()).isEqualTo(1);
            assertThat(unnamed.out())
                    .as("prepared, and the command that goes on names the project")
                    .contains("--confirm ledger-legacy", "check:hidden-policies");
            var undecided = execute(
                    environment, "run", "switch", "--connection", "env", "--project", id, "--confirm", "ledger-legacy");
            assertThat(undecided.code()).isEqualTo(1);
            assertThat(undecided.out()).contains("check:hidden-policies");

            sandbox.keyState("arn:aws:kms:eu-west-1:111122223333:key/d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab", "Disabled");
            var failing = execute(
                    environment,
                    "run",
                    "switch",
                    "--connection",
                    "env",
                    "--project",
                    id,
                    "--confirm",
                    "ledger-legacy",
                    "--accept",
                    "check:hidden-policies,check:service-control-policies");
            assertThat(failing.code()).isEqualTo(1);
            var failureAccepted = execute(
                    environment,
                    "run",
                    "switch",
                    "--connection",
                    "env",
                    "--project",
                    id,
                    "--confirm",
                    "ledger-legacy",
                    "--accept",
                    "check:key-state");
            assertThat(failureAccepted.code()).as("a failing check is no doubt").isEqualTo(2);
            sandbox.keyState("arn:aws:kms:eu-west-1:111122223333:key/d93b7c15-6e02-4f8a-b7d4-0c5e8a1f90ab", "Enabled");
            sandbox.advance(Duration.ofMinutes(16));
            assertThat(sandbox.requestLog().of("updateEncryptionAtRest")).isEmpty();

            var switched = execute(
                    environment,
                    "run",
                    "switch",
                    "--connection",
                    "env",
                    "--project",
                    id,
                    "--confirm",
                    "ledger-legacy",
                    "--format",
                    "json",
                    "--accept",
                    "check:hidden-policies,check:service-control-policies");
            assertThat(new ObjectMapper()
                            .readTree(switched.out())
                            .path("result")
                            .asText())
                    .as(switched.err() + switched.out())
                    .isEqualTo("done");
            assertThat(execute(environment, "plan", "switch", "--connection", "env", "--project", id)
                            .out())
                    .contains("Nothing to change");
        }
    }

    @Test
    void theSameEngineRunsOnTheVariablesOfTheAtlasCliAndTheAwsSdk() {
        try (var sandbox =
                Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(40))) {
            var environment = new HashMap<>(environment(sandbox));
            var planned = execute(
                    environment,
                    "plan",
                    "enable",
                    "--connection",
                    "env",
                    "--project",
                    projectId("analytics-dev"),
                    "--key",
                    "alias/atlas-analytics");
            assertThat(planned.code()).as(planned.err()).isZero();
            assertThat(planned.err())
                    .contains(
                            "MONGODB_ATLAS_BASE_URL = " + sandbox.atlasUri(),
                            "MONGODB_ATLAS_PRIVATE_API_KEY = set",
                            "AWS_ENDPOINT_URL")
                    .doesNotContain(
                            sandbox.apiKey().secret(), sandbox.awsOperator().secretAccessKey());
            assertThat(data.resolve("practice"))
                    .as("practice and real never share a folder")
                    .doesNotExist();
        }
    }

    @Test
    void badInputIsUsageAndSaysWhatIsWrong() {
        String project = projectId("analytics-dev");
        record Case(String word, String... args) {}
        for (var c : List.of(
                new Case(
                        "project ID",
                        "plan",
                        "enable",
                        "--project",
                        "nonsense",
                        "--key",
                        "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20"),
                new Case("key", "plan", "enable", "--project", project, "--key", "not a key"),
                new Case("is an AWS managed key", "plan", "enable", "--project", project, "--key", "alias/aws/s3"),
                new Case(
                        "region",
                        "plan",
                        "enable",
                        "--project",
                        project,
                        "--region",
                        "eu-west-1",
                        "--key",
                        "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20"),
                new Case("--project", "plan", "enable", "--key", "alias/x"),
                new Case("at least one", "plan", "clusters", "--project", project),
                new Case("turned on and off", "plan", "clusters", "--project", project, "--on", "a", "--off", "a"),
                new Case("nosuch", "plan", "nosuch"))) {
            var outcome = practice(c.args());
            assertThat(outcome.code())
                    .as(String.join(" ", c.args()) + "\n" + outcome.err())
                    .isEqualTo(2);
            assertThat(outcome.err()).contains(c.word());
            assertThat(outcome.out()).isEmpty();
        }
    }

    @Test
    void whatCannotBeDoneFailsWithANextStep() {
        var unknown = practice(
                "plan",
                "enable",
                "--project",
                "000000000000000000000000",
                "--key",
                "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("The project does not exist", "Check the project ID");

        var disabled = practice("plan", "enable", "--project", projectId("analytics-dev"), "--key", "alias/old");
        assertThat(disabled.code()).isEqualTo(1);
        assertThat(disabled.out()).contains("This key is disabled");

        var noCredentials = execute(
                Map.of(),
                "plan",
                "enable",
                "--connection",
                "env",
                "--project",
                "000000000000000000000000",
                "--key",
                "alias/x");
        assertThat(noCredentials.code()).isEqualTo(1);
        assertThat(noCredentials.err()).contains("MONGODB_ATLAS_CLIENT_ID");
    }

    @Test
    void aFaultOfAtlasIsSaidWithWhatItMeansAndWhatToDo() {
        try (var sandbox =
                Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(40))) {
            var environment = Map.of(
                    "MONGODB_ATLAS_BASE_URL",
                    sandbox.atlasUri() + "/",
                    "MONGODB_ATLAS_PUBLIC_API_KEY",
                    sandbox.apiKey().user(),
                    "MONGODB_ATLAS_PRIVATE_API_KEY",
                    sandbox.apiKey().secret(),
                    "AWS_ENDPOINT_URL",
                    sandbox.awsUri().toString(),
                    "AWS_ACCESS_KEY_ID",
                    sandbox.awsOperator().accessKeyId(),
                    "AWS_SECRET_ACCESS_KEY",
                    sandbox.awsOperator().secretAccessKey());
            String[] command = {
                "run",
                "clusters",
                "--connection",
                "env",
                "--project",
                sandbox.projectId("payments-prod"),
                "--create",
                "invoices"
            };
            sandbox.faults().inject(Fault.of("createCluster", Fault.FaultKind.DROP_BEFORE));
            var lost = execute(environment, command);
            assertThat(lost.code()).isEqualTo(1);
            assertThat(lost.out() + lost.err())
                    .contains(
                            "The connection to Atlas broke",
                            "Whether the request took effect is unknown",
                            "then try again")
                    .doesNotContain("\tat ");
            assertThat(execute(environment, "history", "list", "--connection", "env")
                            .out())
                    .contains("UNKNOWN", "payments-prod");
            assertThat(sandbox.requestLog().of("createCluster")).hasSize(1);
        }
    }

    @Test
    void helpAndVersionAreThere() {
        assertThat(practice("--help").out()).contains("plan", "run", "history", "sandbox", "0", "wrong usage");
        assertThat(practice("--version").out()).contains("CMK Console").doesNotContain("${");
        assertThat(practice("run", "enable", "--help").out()).contains("--confirm", "--key");
    }
}
