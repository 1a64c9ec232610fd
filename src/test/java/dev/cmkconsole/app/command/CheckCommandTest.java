package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.ServiceClock;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The check command as a user runs it: Atlas and AWS from environment variables, the output, and the three exit codes.
 */
@Alongside
@ResourceLock(Alongside.LOGS)
class CheckCommandTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/atlas-shared";
    private static final String ARCHIVE_KEY = "e8047d26-bb39-4a51-9c6f-85a2d70c11de";
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20";

    @TempDir
    private Path data;

    private Clock clock = Clock.systemUTC();

    private record Outcome(int code, String out, String err) {
        JsonNode json() throws Exception {
            return new ObjectMapper().readTree(out);
        }
    }

    private Outcome check(Sandbox sandbox, Map<String, String> more, String... args) {
        return command(sandbox, more, List.of("check"), args);
    }

    private Outcome command(Sandbox sandbox, Map<String, String> more, List<String> name, String... args) {
        var environment = new HashMap<>(ConsoleCommandTest.environment(sandbox));
        environment.putAll(more);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var all = new ArrayList<>(name);
        all.addAll(List.of("--connection", "env", "--data", data.toString()));
        all.addAll(List.of(args));
        var program = new Program(
                environment,
                Map.of("os.name", "Linux", "user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                clock,
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new Program.Practice(40, new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(100))));
        int code = ConsoleCommand.execute(program, all.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Sandbox sandbox(String scenario) {
        return Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).scenario(scenario));
    }

    private static JsonNode one(JsonNode report, String id) {
        for (var check : report.get("checks")) {
            if (check.get("id").asText().equals(id)) {
                return check;
            }
        }
        throw new AssertionError("no check " + id + " in " + report);
    }

    @Test
    void aProjectThatAtlasUsesItsKeyInPasses() throws Exception {
        try (var sandbox = sandbox("default")) {
            var outcome = check(sandbox, Map.of(), "--project", sandbox.projectId("payments-prod"), "--format", "json");
            assertThat(outcome.code()).as(outcome.out()).isZero();
            assertThat(outcome.json().get("conclusion").asText()).isEqualTo("pass");
            assertThat(outcome.json().get("counts").get("fail").asInt()
                            + outcome.json().get("counts").get("cannotTell").asInt())
                    .isZero();
            assertThat(one(outcome.json(), "atlas-used-key").get("verdict").asText())
                    .isEqualTo("pass");
            whatIsFixedByHandStaysJson(sandbox);
        }
    }

    private void whatIsFixedByHandStaysJson(Sandbox sandbox) throws Exception {
        String[] fix = {"--project", sandbox.projectId("payments-prod"), "--check", "key-alerts"};
        var json = command(sandbox, Map.of(), List.of("plan", "fix", "--json"), fix);
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.json().get("result").asText()).isEqualTo("by-hand");
        assertThat(json.json().get("check").get("id").asText()).isEqualTo("key-alerts");
        var script = command(sandbox, Map.of(), List.of("plan", "fix", "--format", "script"), fix);
        assertThat(script.out()).as("nothing that a shell would run").isEmpty();
        assertThat(script.err()).contains("run alerts");
    }

    @Test
    void aClockThatIsEightDaysFastIsSaidAndNotBelieved() throws Exception {
        clock = new ServiceClock(
                Clock.offset(Clock.systemUTC(), Duration.ofDays(8).plusHours(1)));
        try (var sandbox = sandbox("default")) {
            var outcome = check(sandbox, Map.of(), "--project", sandbox.projectId("payments-prod"), "--format", "json");
            assertThat(outcome.err()).contains("This computer's clock is 8 d 1 h ahead of");
            assertThat(ServiceDates.of(clock).difference()).isPresent();
            assertThat(Duration.between(Instant.now(), clock.instant()).abs()).isLessThan(Duration.ofMinutes(1));
            var checked = Instant.parse(
                    new ObjectMapper().readTree(outcome.out()).path("checkedAt").asText());
            assertThat(Duration.between(checked, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        }
    }

    /** Atlas' own verdict cannot be mended here; what it follows from can. */
    @Test
    void aFixByHandNamesTheFailingChecksThatThisProgramMends() {
        try (var sandbox = sandbox("broken-role")) {
            var project = sandbox.projectId("payments-prod");
            var outcome = command(
                    sandbox, Map.of(), List.of("run", "fix"), "--project", project, "--check", "atlas-used-key");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).contains("run fix --project " + project + " --check trust-policy");
        }
    }

    @Test
    void aBrokenRoleFailsWithTheChangeThatMendsIt() throws Exception {
        try (var sandbox = sandbox("broken-role")) {
            var project = sandbox.projectId("payments-prod");
            var outcome = check(sandbox, Map.of(), "--project", project, "--format", "json");
            assertThat(outcome.code()).as(outcome.out()).isEqualTo(1);
            var trust = one(outcome.json(), "trust-policy");
            assertThat(trust.get("verdict").asText()).isEqualTo("fail");
            assertThat(trust.get("reason").asText())
                    .contains("00000000-0000-4000-8000-000000000000", "0f6a1b1e-52e4-4c7d-9d39-3b8a6e1f7c01");
            assertThat(trust.get("fixes").get(0).get("after").asText())
                    .contains("0f6a1b1e-52e4-4c7d-9d39-3b8a6e1f7c01");
            assertThat(trust.get("fixes").get(0).get("command").asText())
                    .startsWith("aws iam update-assume-role-policy --role-name atlas-payments");

            var text = check(sandbox, Map.of(), "--project", project);
            assertThat(text.code()).isEqualTo(1);
            assertThat(text.out())
                    .contains("payments-prod", "fails", "Trust in Atlas", "aws iam update-assume-role-policy")
                    .doesNotContain("{0}")
                    .doesNotContainPattern("check\\.[a-z]");
        }
    }

    /** Each command is a process of its own: what one learns, the next one knows. */
    @Test
    void aRunForgetsWhatACheckFoundAndChecksAgain() throws Exception {
        try (var sandbox = sandbox("broken-role")) {
            var project = sandbox.projectId("payments-prod");
            assertThat(check(sandbox, Map.of(), "--project", project).code()).isEqualTo(1);
            var before = lastCheck(sandbox);
            assertThat(before.get("failing").toString()).contains("trust-policy");
            assertThat(command(sandbox, Map.of(), List.of("projects")).out())
                    .containsPattern("payments-prod .*\\[last check .*: \\d+ fail");

            var run =
                    command(sandbox, Map.of(), List.of("run", "fix"), "--project", project, "--check", "trust-policy");
            assertThat(run.code()).as(run.toString()).isZero();
            var after = lastCheck(sandbox);
            assertThat(after.get("failing").toString()).doesNotContain("trust-policy");
            assertThat(Instant.parse(after.get("at").asText()))
                    .isAfter(Instant.parse(before.get("at").asText()));
        }
    }

    /** The window offers a button for each; the command line does the same. */
    @ParameterizedTest
    @ValueSource(strings = {"Disabled", "PendingDeletion"})
    void aKeyIsEnabledAndItsDeletionCanceledByTheFix(String state) {
        try (var sandbox = sandbox("default")) {
            var key = sandbox.aws().keys().stream()
                    .filter(k -> k.arn().endsWith(ARCHIVE_KEY))
                    .findFirst()
                    .orElseThrow();
            sandbox.keyState(key.arn(), state);
            var run = command(
                    sandbox,
                    Map.of(),
                    List.of("run", "fix"),
                    "--project",
                    sandbox.projectId("archive"),
                    "--check",
                    "key-state");
            assertThat(sandbox.aws().keys())
                    .as(run.toString())
                    .filteredOn(k -> k.arn().equals(key.arn()))
                    .extracting(AwsCloud.KeyView::state)
                    .containsExactly("Enabled");
        }
    }

    @Test
    void keysDoesNotSayThatThereIsNoneWhereItCouldNotRead() throws Exception {
        try (var sandbox = sandbox("fresh")) {
            var project = sandbox.projectId("analytics-dev");
            assertThat(command(sandbox, Map.of(), List.of("keys"), "--project", project)
                            .out())
                    .contains("No key was found");
            sandbox.faults().inject(Fault.status("getEncryptionAtRest", 403).times(0));
            var text = command(sandbox, Map.of(), List.of("keys"), "--project", project);
            assertThat(text.code()).as(text.toString()).isEqualTo(3);
            assertThat(text.out())
                    .contains("encryption settings could not be read")
                    .doesNotContain("No key was found");
            assertThat(command(sandbox, Map.of(), List.of("keys"), "--project", project, "--format", "json")
                            .json()
                            .get("unread"))
                    .isNotEmpty();
        }
    }

    private JsonNode lastCheck(Sandbox sandbox) throws Exception {
        return command(sandbox, Map.of(), List.of("projects"), "--json").json().findValue("lastCheck");
    }

    @Test
    void credentialsThatAwsDoesNotKnowAreOneFailureAndNoMissingPermission() throws Exception {
        try (var sandbox = sandbox("fresh")) {
            var unknown = Map.of("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
            var project = sandbox.projectId("analytics-dev");
            var args = new String[] {"--project", project, "--role-arn", ROLE, "--key", KEY};
            var text = check(sandbox, unknown, args);
            assertThat(text.code()).as(text.out()).isEqualTo(1);
            assertThat(text.out()).contains("does not recognize").doesNotContain("Ask for the permission");
            var all = new ArrayList<>(List.of(args));
            all.addAll(List.of("--format", "json"));
            var json = check(sandbox, unknown, all.toArray(String[]::new)).json();
            assertThat(json.get("conclusion").asText()).isEqualTo("fail");
            assertThat(json.get("counts").get("fail").asInt()).isEqualTo(1);
            assertThat(one(json, "who-am-i").get("verdict").asText()).isEqualTo("fail");
            assertThat(json.get("notAsked").toString()).contains("key-exists", "key-policy", "no-lock-out");
        }
    }

    @Test
    void beforeAtlasHasTriedSomethingIsAlwaysOpen() throws Exception {
        try (var sandbox = sandbox("fresh")) {
            var project = sandbox.projectId("analytics-dev");
            var outcome = check(
                    sandbox, Map.of(), "--project", project, "--role-arn", ROLE, "--key", KEY, "--format", "json");
            assertThat(outcome.code()).as(outcome.out()).isEqualTo(3);
            assertThat(one(outcome.json(), "hidden-policies").get("verdict").asText())
                    .isEqualTo("cannotTell");
            assertThat(one(outcome.json(), "trust-policy")
                            .get("fixes")
                            .get(0)
                            .get("action")
                            .asText())
                    .isEqualTo("create-access-role");
            assertThat(one(outcome.json(), "key-policy").get("verdict").asText())
                    .isEqualTo("pass");
        }
    }

    @Test
    void withoutAwsCredentialsEveryAwsCheckSaysSoAndNothingPassesByAccident() throws Exception {
        try (var sandbox = sandbox("fresh")) {
            var outcome = check(
                    sandbox,
                    Map.of(
                            "AWS_ACCESS_KEY_ID",
                            "",
                            "AWS_SECRET_ACCESS_KEY",
                            "",
                            "AWS_CONFIG_FILE",
                            data.resolve("none").toString(),
                            "AWS_SHARED_CREDENTIALS_FILE",
                            data.resolve("none").toString()),
                    "--project",
                    sandbox.projectId("analytics-dev"),
                    "--role-arn",
                    ROLE,
                    "--key",
                    KEY,
                    "--format",
                    "json");
            assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(3);
            for (var id : List.of(
                    "who-am-i", "role-exists", "trust-policy", "key-exists", "key-policy", "identity-policies")) {
                assertThat(one(outcome.json(), id).get("verdict").asText())
                        .as(id)
                        .isEqualTo("cannotTell");
                assertThat(one(outcome.json(), id)
                                .get("fixes")
                                .get(0)
                                .get("action")
                                .asText())
                        .as(id)
                        .isEqualTo("connect-aws");
            }
        }
    }

    @Test
    void aReaderOfTheProjectIsToldThatOwnershipIsMissing() throws Exception {
        try (var sandbox = sandbox("fresh")) {
            var outcome = check(
                    sandbox,
                    Map.of(
                            "MONGODB_ATLAS_PUBLIC_API_KEY",
                            sandbox.readOnlyKey().user(),
                            "MONGODB_ATLAS_PRIVATE_API_KEY",
                            sandbox.readOnlyKey().secret()),
                    "--project",
                    sandbox.projectId("analytics-dev"),
                    "--role-arn",
                    ROLE,
                    "--key",
                    KEY,
                    "--format",
                    "json");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(one(outcome.json(), "project-owner").get("verdict").asText())
                    .isEqualTo("fail");
        }
    }

    @Test
    void wrongUsageIsNeitherAPassNorAFailure() {
        try (var sandbox = sandbox("fresh")) {
            assertThat(check(sandbox, Map.of()).code()).isEqualTo(2);
            assertThat(check(
                                    sandbox,
                                    Map.of(),
                                    "--project",
                                    sandbox.projectId("analytics-dev"),
                                    "--role-arn",
                                    "atlas-shared")
                            .code())
                    .isEqualTo(2);
        }
    }
}
