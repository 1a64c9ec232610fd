package dev.cmkconsole.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.Patience;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsEndpoints;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.aws.AwsProfiles;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.aws.sts.Totp;
import dev.cmkconsole.secret.OneTimeCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile whose role requires MFA, against the simulated STS: one code, one session, and no token in any text. */
@Tag("alone")
class MfaProfileTest {
    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String SERIAL = "arn:aws:iam::111122223333:mfa/dana";
    private static final String ACCOUNT = """
        {"accounts": [{"id": "536727724300", "atlas": true}, {"id": "111122223333",
          "users": [{"name": "dana", "mfa": {"serial": "%1$s", "seed": "%2$s"}, "accessKeys": [{"id": "AKIASANDBOXDANA00001", "secret": "planted-secret-of-dana/0000000000000000"}],
            "inlinePolicies": {"may": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}}}],
          "roles": [{"name": "key-admin", "trustPolicy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"},
            "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]}}]}]}\
        """.formatted(SERIAL, SEED);

    @TempDir
    Path home;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).scenario("fresh"));
        sandbox.aws().load(new ObjectMapper().readTree(ACCOUNT));
        System.setProperty("aws.configFile", home.resolve("config").toString());
        System.setProperty(
                "aws.sharedCredentialsFile", home.resolve("credentials").toString());
        Files.writeString(
                home.resolve("config"),
                "[profile admin]\n"
                        + "role_arn = arn:aws:iam::111122223333:role/key-admin\n"
                        + "source_profile = dana\n"
                        + "mfa_serial = "
                        + SERIAL
                        + "\nduration_seconds = 900\nregion = us-east-1\n[profile dana]\nregion = us-east-1\n");
        Files.writeString(
                home.resolve("credentials"),
                "[dana]\n"
                        + "aws_access_key_id = AKIASANDBOXDANA00001\n"
                        + "aws_secret_access_key = planted-secret-of-dana/0000000000000000\n");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.configFile");
        System.clearProperty("aws.sharedCredentialsFile");
        threads.shutdown();
        sandbox.close();
    }

    private static String code() {
        return Totp.code(SEED, Instant.now().getEpochSecond() / 30);
    }

    private AwsGatewayClient gateway(Optional<OneTimeCode> code, Clock clock) {
        return new AwsGatewayClient(
                new AwsConnection.Profile("admin", Optional.empty(), AwsEndpoints.at(sandbox.awsUri()), code),
                Patience.aws(),
                threads,
                clock);
    }

    private static Problem problem(AwsGatewayClient gateway) {
        return catchThrowableOfType(ServiceException.class, gateway::caller).problem();
    }

    private long assumed() {
        return sandbox.requestLog().of("sts:AssumeRole").size();
    }

    @Test
    void theProfileSaysThatItAsksForACode() {
        assertThat(AwsProfiles.mfaSerial("admin")).contains(SERIAL);
        assertThat(AwsProfiles.mfaSerial("dana")).isEmpty();
        assertThat(AwsProfiles.mfaSerial("nobody")).isEmpty();
    }

    @Test
    void withoutACodeItIsAskedForAndNothingIsSent() {
        try (var aws = gateway(Optional.empty(), Clock.systemUTC())) {
            assertThat(problem(aws).code()).isEqualTo("MFA_CODE_NEEDED");
            assertThat(problem(aws).detail()).contains(SERIAL);
            assertThat(sandbox.requestLog().entries()).isEmpty();
        }
    }

    @Test
    void oneCodeGivesOneSessionToAllWhoComeWithIt() {
        var code = OneTimeCode.of(code());
        try (var tried = gateway(Optional.of(code), Clock.systemUTC());
                var connected = gateway(Optional.of(code), Clock.systemUTC())) {
            assertThat(tried.caller().arn()).startsWith("arn:aws:sts::111122223333:assumed-role/key-admin/");
            assertThat(connected.caller().account()).isEqualTo("111122223333");
            assertThat(connected.caller().account()).isEqualTo("111122223333");
            assertThat(assumed()).isEqualTo(1);
        }
        assertThat(code).hasToString("[code]");
    }

    @Test
    void aWrongCodeIsTriedOnceAndSaidWithoutRepeatingIt() {
        var wrong = code().equals("000000") ? "111111" : "000000";
        try (var aws = gateway(Optional.of(OneTimeCode.of(wrong)), Clock.systemUTC())) {
            assertThat(problem(aws).code()).isEqualTo("AccessDenied");
            assertThat(problem(aws).detail())
                    .contains("MultiFactorAuthentication failed")
                    .doesNotContain(wrong, "planted");
            assertThat(assumed()).isEqualTo(1);
        }
    }

    @Test
    void nearItsEndASessionIsNotUsedAnyMore() {
        var late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(14));
        try (var aws = gateway(Optional.of(OneTimeCode.of(code())), late)) {
            assertThat(problem(aws).code()).isEqualTo("MFA_CODE_NEEDED");
            assertThat(problem(aws).detail()).contains("ended").doesNotContain("ASIA");
        }
    }
}
