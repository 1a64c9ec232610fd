package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.Canaries;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sign-in method of the commands, with known secrets, accepted and refused. The test searches everything printed,
 * logged and written for them.
 */
@Tag("alone")
class CanaryInputsTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(50));

    @TempDir
    Path data;

    @TempDir
    Path home;

    private final StringBuilder printed = new StringBuilder();
    private Sandbox sandbox;
    private Canaries canaries;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy"));
        canaries = new Canaries(sandbox, home);
    }

    @AfterEach
    void stop() {
        canaries.close();
        sandbox.close();
    }

    private Map<String, String> apiKey() {
        return Map.of(
                "MONGODB_ATLAS_PUBLIC_API_KEY",
                sandbox.apiKey().user(),
                "MONGODB_ATLAS_PRIVATE_API_KEY",
                sandbox.apiKey().secret());
    }

    private static Map<String, String> serviceAccount(String id, String secret) {
        return Map.of("MONGODB_ATLAS_CLIENT_ID", id, "MONGODB_ATLAS_CLIENT_SECRET", secret);
    }

    private Map<String, String> with(Map<String, String> atlas, Map<String, String> more) {
        var all = new HashMap<>(Map.of(
                "MONGODB_ATLAS_BASE_URL",
                sandbox.atlasUri() + "/",
                "AWS_ENDPOINT_URL",
                sandbox.awsUri().toString(),
                "AWS_REGION",
                "eu-west-1"));
        all.putAll(atlas);
        all.putAll(more);
        return all;
    }

    private String run(Map<String, String> environment, String... args) {
        return runWithCode("", environment, args);
    }

    /** @param code what the user enters when the program asks for one */
    private String runWithCode(String code, Map<String, String> environment, String... args) {
        var out = new ByteArrayOutputStream();
        var both = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--connection", "env", "--data", data.resolve("data").toString()));
        new ConsoleCommand(
                        new Program(
                                environment,
                                Map.of("os.name", "Linux", "user.home", data.toString()),
                                both,
                                both,
                                Clock.systemUTC(),
                                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                                new Program.Practice(100, WAITS, WAITS)),
                        _ -> Optional.of(code))
                .execute(all.toArray(String[]::new));
        var text = out.toString(StandardCharsets.UTF_8);
        printed.append(text);
        return text;
    }

    @Test
    void noWayToSignInLeavesItsSecretBehind() throws IOException {
        var legacy = sandbox.projectId("ledger-legacy");
        var account = sandbox.serviceAccount();
        var check = new String[] {"check", "--project", legacy, "--format", "json"};
        var session = Map.of("AWS_PROFILE", Canaries.SESSION_PROFILE);
        assertThat(run(with(serviceAccount(account.user(), account.secret()), session), check))
                .as("a session that AWS refuses")
                .contains("InvalidClientTokenId");
        assertThat(run(with(serviceAccount(account.user(), Canaries.MISTYPED), session), check))
                .as("a secret that Atlas refuses")
                .contains("its secret is wrong");
        run(with(Map.of("MONGODB_ATLAS_ACCESS_TOKEN", Canaries.IN_VARIABLE), session), check);

        var secondFactor = with(apiKey(), Map.of("AWS_PROFILE", Canaries.MFA_PROFILE));
        runWithCode(canaries.code(Duration.ofHours(2)), secondFactor, "check", "--project", legacy, "--mfa-code");
        assertThat(run(secondFactor, "check", "--project", legacy, "--mfa-code", canaries.code(Duration.ZERO)))
                .as("a code on the command line")
                .contains("takes no value");
        runWithCode("98765x", secondFactor, "check", "--project", legacy, "--mfa-code");
        assertThat(canaries.sessions()).isEmpty();
        runWithCode(canaries.code(Duration.ZERO), secondFactor, "plan", "switch", "--project", legacy, "--mfa-code");
        assertThat(canaries.sessions()).as("a session for the code").hasSize(1);
        var given = canaries.sessions().getFirst();
        var inVariables = with(
                apiKey(),
                Map.of(
                        "AWS_ACCESS_KEY_ID",
                        given.path("accessKeyId").asText(),
                        "AWS_SECRET_ACCESS_KEY",
                        given.path("secret").asText(),
                        "AWS_SESSION_TOKEN",
                        given.path("token").asText()));
        assertThat(run(inVariables, check))
                .as("a session in variables")
                .contains("trust-policy")
                .doesNotContain("InvalidClientTokenId");
        // Commands that only read keep nothing.
        assertThat(run(inVariables, "run", "switch", "--project", legacy))
                .as("a run in that session")
                .contains("ledger-legacy");

        assertThat(run(
                        with(
                                apiKey(),
                                Map.of(
                                        "MONGODB_ATLAS_BASE_URL",
                                        "https://dana:" + Canaries.IN_ADDRESS + "@cloud.mongodb.com")),
                        check))
                .contains("without user");
        assertThat(run(
                        with(
                                apiKey(),
                                Map.of("AWS_ENDPOINT_URL", "http://dana:" + Canaries.IN_ADDRESS + "@127.0.0.1:1")),
                        check))
                .contains("without user");
        assertThat(run(with(apiKey(), Map.of("AWS_SECRET_ACCESS_KEY", Canaries.IN_VARIABLE)), check))
                .contains("AWS_ACCESS_KEY_ID is not");
        System.setProperty(
                "aws.sharedCredentialsFile", home.resolve("malformed").toString());
        Files.writeString(home.resolve("malformed"), "[session]\naws_secret_access_key " + Canaries.IN_VARIABLE + "\n");
        assertThat(run(with(apiKey(), session), check))
                .as("a file that is no profile file")
                .contains("check.noCredentials");
        nothingHoldsASecret();
    }

    private void nothingHoldsASecret() throws IOException {
        var secret = canaries.secrets();
        assertThat(printed.toString()).as("printed").doesNotContainPattern(secret);
        assertThat(canaries.log())
                .isNotEmpty()
                .noneMatch(line -> secret.matcher(line).find());
        try (var files = Files.walk(data)) {
            var all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .as("cache and log")
                    .anyMatch(f -> f.toString().endsWith(".mv.db"))
                    .anyMatch(f -> f.toString().endsWith(".log"));
            for (var file : all) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContainPattern(secret);
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_16LE))
                        .as(file.toString())
                        .doesNotContainPattern(secret);
            }
        }
    }
}
