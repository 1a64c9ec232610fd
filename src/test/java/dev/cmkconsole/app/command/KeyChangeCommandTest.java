package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key changes on the command line: arguments, output, exit code, and the resulting state in Atlas and KMS. */
@Alongside
@ResourceLock(Alongside.LOGS)
class KeyChangeCommandTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(100));
    private static final Program.Practice QUICK = new Program.Practice(40, WAITS, WAITS);
    private static final String PROJECT = "57e3bad598796fd5a4313cc2";

    @TempDir
    private Path data;

    private record Outcome(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private static Sandbox sandbox(String scenario) {
        return Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario(scenario).speed(100));
    }

    private Outcome execute(Sandbox sandbox, String... args) {
        var environment = ConsoleCommandTest.environment(sandbox);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--connection", "env", "--data", data.toString()));
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

    @Test
    void aNewKeyIsMadeOnceAndTakesOver() throws IOException {
        try (var sandbox = sandbox("default")) {
            String[] rotate = {
                "rotate",
                "--project",
                PROJECT,
                "--new-key",
                "atlas-2027",
                "--period",
                "180",
                "--description",
                "For 2027",
                "--tag",
                "CostCentre=4711",
                "--remind-after",
                "400",
                "--accept",
                "check-access"
            };
            var planned = execute(sandbox, with("plan", rotate));
            assertThat(planned.code()).as(planned.err()).isZero();
            assertThat(planned.out())
                    .contains(
                            "Create the key alias/atlas-2027 in us-east-1",
                            "Let KMS rotate its material every 180 days",
                            "Have Atlas send a reminder after 400 days");
            var json = execute(sandbox, with("plan", with(rotate, "--format", "json")))
                    .json();
            assertThat(json.path("procedure").asText()).isEqualTo("rotate");
            assertThat(json.findValuesAsText("id"))
                    .contains(
                            "create-key",
                            "name-key",
                            "rotate-by-itself",
                            "allow-key",
                            "save-configuration",
                            "clusters-deployed",
                            "set-reminder");
            assertThat(sandbox.requestLog().of("kms:CreateKey"))
                    .as("a plan sends nothing")
                    .isEmpty();

            sandbox.faults().inject(Fault.of("kms:CreateKey", Fault.FaultKind.DROP_AFTER));
            var run = execute(sandbox, with("run", rotate));
            assertThat(run.code()).as(run.err() + run.out()).isZero();
            assertThat(run.out()).contains("payments-prod");
            var again = execute(sandbox, with("run", with(rotate, "--format", "json")));
            assertThat(again.code()).as(again.err() + again.out()).isZero();
            assertThat(again.json().path("result").asText()).isEqualTo("done");
            assertThat(sandbox.requestLog().of("kms:CreateKey")).hasSize(1);
            assertThat(execute(sandbox, with("plan", rotate)).out()).contains("Nothing to change");
        }
    }

    @Test
    void awsRotatesTheKeyAndAtlasIsToldNothing() throws IOException {
        try (var sandbox = sandbox("default")) {
            var planned =
                    execute(sandbox, "plan", "aws-rotation", "--project", PROJECT, "--every", "120", "--no-reminder");
            assertThat(planned.code()).as(planned.err()).isZero();
            assertThat(planned.out())
                    .contains("Let KMS rotate the material every 120 days", "Turn off the reminder in Atlas");
            assertThat(execute(sandbox, "run", "aws-rotation", "--project", PROJECT, "--every", "120", "--no-reminder")
                            .code())
                    .isZero();
            var now = execute(sandbox, "run", "aws-rotation", "--project", PROJECT, "--now", "--format", "json");
            assertThat(now.json().path("result").asText())
                    .as(now.err() + now.out())
                    .isEqualTo("done");
            execute(sandbox, "run", "aws-rotation", "--project", PROJECT, "--now");
            assertThat(sandbox.requestLog().of("kms:RotateKeyOnDemand"))
                    .as("within a day, one is enough")
                    .hasSize(1);
            assertThat(sandbox.requestLog().of("updateEncryptionAtRest")).isEmpty();
        }
    }

    @Test
    void theReplicaIsUsedInAnotherRegion() throws IOException {
        try (var sandbox = sandbox("multi-region")) {
            String project = sandbox.projectId("orders-global");
            var planned = execute(sandbox, "plan", "region", "--project", project, "--to", "EU_WEST_1");
            assertThat(planned.code()).as(planned.err()).isZero();
            assertThat(planned.out()).contains("Use the replica");
            assertThat(execute(sandbox, "plan", "region", "--project", project, "--to", "EU_WEST_1", "--format", "json")
                            .out())
                    .contains("eu-west-1:111122223333:key/mrk-");
            var run = execute(
                    sandbox,
                    "run",
                    "region",
                    "--project",
                    project,
                    "--to",
                    "eu-west-1",
                    "--accept",
                    "check-access",
                    "--format",
                    "json");
            assertThat(run.code()).as(run.err() + run.out()).isZero();
            assertThat(run.json().path("result").asText()).isEqualTo("done");
            var nowhere = execute(sandbox, "plan", "region", "--project", project, "--to", "ap-south-1");
            assertThat(nowhere.code()).isEqualTo(1);
            assertThat(nowhere.out()).contains("AWS has no key arn:aws:kms:ap-south-1");
        }
        try (var sandbox = sandbox("default")) {
            var single = execute(sandbox, "run", "region", "--project", PROJECT, "--to", "eu-west-1");
            assertThat(single.code()).isEqualTo(1);
            assertThat(single.out() + single.err()).contains("exists in one region only");
            assertThat(sandbox.requestLog().of("updateEncryptionAtRest")).isEmpty();
        }
    }

    @Test
    void anAliasThatIsTakenFailsWithWhatToDo() {
        try (var sandbox = sandbox("default")) {
            var taken = execute(sandbox, "run", "rotate", "--project", PROJECT, "--new-key", "alias/atlas-payments");
            assertThat(taken.code()).isEqualTo(1);
            assertThat(taken.out() + taken.err()).contains("already belongs to another key", "Choose another alias");
            assertThat(sandbox.requestLog().of("kms:CreateKey")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rotate --project 57e3bad598796fd5a4313cc2 | --key",
                "rotate --project 57e3bad598796fd5a4313cc2 --key alias/a --new-key alias/b | mutually exclusive",
                "rotate --project nonsense --new-key alias/b | project ID",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key alias/aws/b | reserves names",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key a:b | is not a valid alias",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key b --period 89 | 90 to 2,560",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key b --period often | --period",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key b --tag nothing | NAME=VALUE",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key b --tag ManagedBy=me | This program writes the"
                        + " tag",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key b --region Mars | AWS region",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key b --remind-after 0 | remind",
                "rotate --project 57e3bad598796fd5a4313cc2 --new-key b --remind-after 3 --no-reminder | mutually"
                        + " exclusive",
                "rotate --project 57e3bad598796fd5a4313cc2 --key alias/old --period 90 | apply to a new key",
                "aws-rotation --project 57e3bad598796fd5a4313cc2 | --every",
                "aws-rotation --project 57e3bad598796fd5a4313cc2 --every 90 --now | mutually exclusive",
                "aws-rotation --project 57e3bad598796fd5a4313cc2 --every 2561 | 90 to 2,560",
                "region --project 57e3bad598796fd5a4313cc2 | --to",
                "region --project 57e3bad598796fd5a4313cc2 --to Mars | AWS region",
                "region --project 57e3bad598796fd5a4313cc2 --to eu-west-1 --key alias/old | key"
            })
    void badInputIsUsageAndSaysWhatIsWrong(String line, String word) {
        try (var sandbox = sandbox("default")) {
            for (var command : List.of("plan", "run")) {
                var outcome = execute(sandbox, with(command, line.split(" ")));
                assertThat(outcome.code())
                        .as(command + " " + line + "\n" + outcome.err())
                        .isEqualTo(2);
                assertThat(outcome.err()).contains(word);
                assertThat(outcome.out()).isEmpty();
            }
        }
    }

    private static String[] with(String first, String... rest) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private static String[] with(String[] some, String... more) {
        var all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What can be undone is made first; then every open doubt is listed at once, with the command that goes on. */
    @Test
    void theSwitchIsPreparedAndListsEveryDoubt() throws IOException {
        try (var sandbox = sandbox("legacy")) {
            String id = sandbox.projectId("ledger-legacy");
            var prepared = execute(
                    sandbox,
                    "run",
                    "switch",
                    "--project",
                    id,
                    "--new-role",
                    "atlas-cmk",
                    "--prepare",
                    "--format",
                    "json");

            assertThat(prepared.code()).as(prepared.err()).isZero();
            assertThat(prepared.json().get("result").textValue()).isEqualTo("prepared");
            assertThat(prepared.json().get("undecided").fieldNames())
                    .toIterable()
                    .contains("check:hidden-policies", "check:service-control-policies");
            assertThat(prepared.json().get("next").textValue())
                    .contains("--accept check:hidden-policies,check:service-control-policies")
                    .contains("--confirm ledger-legacy")
                    .doesNotContain("--prepare");

            var wrong = execute(
                    sandbox,
                    "run",
                    "switch",
                    "--project",
                    id,
                    "--new-role",
                    "atlas-cmk",
                    "--accept",
                    "no-such-check",
                    "--confirm",
                    "ledger-legacy");
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err()).contains("no-such-check");

            var done = execute(
                    sandbox,
                    "run",
                    "switch",
                    "--project",
                    id,
                    "--new-role",
                    "atlas-cmk",
                    "--accept",
                    "check:hidden-policies,check:service-control-policies",
                    "--confirm",
                    "ledger-legacy");
            assertThat(done.code()).as(done.err()).isZero();
            assertThat(done.err().indexOf("Accepted although unknown (check:hidden-policies)"))
                    .isPositive()
                    .isLessThan(done.err().indexOf("Switch the project to the role ..."));
        }
    }
}
