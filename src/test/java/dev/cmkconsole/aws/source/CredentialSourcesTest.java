package dev.cmkconsole.aws.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.network.NetworkPath;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The documents are those of AWS' pages: "Container credential provider" and "Process credential provider" of the SDK
 * reference guide, and "Retrieve security credentials from instance metadata" of the EC2 user guide.
 */
@Tag("alone")
class CredentialSourcesTest {
    private static final Instant NOON = Instant.parse("2027-05-12T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final String OF_A_CONTAINER = """
        {"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"planted-secret","Token":"planted-token",\
        "Expiration":"2027-05-12T18:00:00Z"}\
        """;

    private final LocalService service = new LocalService(NetworkPath.DIRECT);

    @TempDir
    private Path home;

    @AfterEach
    void clear() {
        List.of(
                        "aws.containerCredentialsFullUri",
                        "aws.containerAuthorizationToken",
                        "aws.containerAuthorizationTokenFile",
                        "aws.disableEc2Metadata")
                .forEach(System::clearProperty);
    }

    private static String refusal(AwsCredentialsProvider source) {
        return catchThrowableOfType(SdkClientException.class, source::resolveCredentials)
                .getMessage();
    }

    private static void isPlanted(AwsCredentialsProvider source) {
        var given = (AwsSessionCredentials) source.resolveCredentials();
        assertThat(given.accessKeyId()).isEqualTo("ASIAIOSFODNN7EXAMPLE");
        assertThat(given.secretAccessKey()).isEqualTo("planted-secret");
        assertThat(given.sessionToken()).isEqualTo("planted-token");
    }

    private ContainerCredentials container(ScriptedServer server) {
        System.setProperty("aws.containerCredentialsFullUri", server.uri() + "/creds");
        return new ContainerCredentials(service, CLOCK);
    }

    @Test
    void aContainerIsAskedOnceWithItsToken() throws Exception {
        System.setProperty(
                "aws.containerAuthorizationTokenFile",
                Files.writeString(home.resolve("token"), "Basic abc\n").toString());
        try (var server = new ScriptedServer(_ -> ScriptedServer.json(200, OF_A_CONTAINER))) {
            var source = container(server);
            isPlanted(source);
            isPlanted(source);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().getFirst().header("authorization")).isEqualTo("Basic abc");
            assertThat(server.requests().getFirst().target()).isEqualTo("/creds");
        }
    }

    @Test
    void credentialsThatAreAboutToEndAreAskedForAgain() {
        var asked = new AtomicInteger();
        try (var server = new ScriptedServer(_ -> ScriptedServer.json(
                200, OF_A_CONTAINER.replace("18:00:00Z", asked.incrementAndGet() == 1 ? "12:01:00Z" : "18:00:00Z")))) {
            var source = container(server);
            for (int i = 0; i < 3; i++) {
                isPlanted(source);
            }
            assertThat(asked).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\"}",
                "planted-secret",
                "[\"planted-secret\"]",
                "{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"planted-secret\",\"Expiration\":\"soon\"}"
            })
    void whatIsNoCredentialsDocumentIsNotQuoted(String document) {
        try (var server = new ScriptedServer(_ -> ScriptedServer.json(200, document))) {
            assertThat(refusal(container(server))).contains("container").doesNotContain("planted");
        }
    }

    @Test
    void anAnswerWithoutEndOrASilentServiceIsEnded() {
        try (var large = new ScriptedServer(_ -> ScriptedServer.json(200, " ".repeat(100_000) + OF_A_CONTAINER));
                var silent = new ScriptedServer(_ -> new Reply.Silence());
                var elsewhere =
                        new ScriptedServer(_ -> ScriptedServer.json(302, "", "Location", "http://other.test/"))) {
            assertThat(refusal(container(large))).contains("larger than");
            System.setProperty("aws.containerCredentialsFullUri", silent.uri().toString());
            assertThat(refusal(new ContainerCredentials(
                            new LocalService(NetworkPath.DIRECT, Duration.ofMillis(150)), CLOCK)))
                    .contains("no answer");
            assertThat(refusal(container(elsewhere))).contains("status 302");
        }
    }

    @Test
    void aContainersAddressIsOfThisComputerOrEncrypted() {
        System.setProperty("aws.containerCredentialsFullUri", "http://vault.other.test/keys");
        assertThat(refusal(new ContainerCredentials(service, CLOCK))).contains("plain http");
        assertThat(LocalService.allows(URI.create("http://169.254.169.254/latest")))
                .isTrue();
        assertThat(LocalService.allows(URI.create("http://[fd00:ec2::254]/latest")))
                .isTrue();
        assertThat(LocalService.allows(URI.create("http://169.254.169.253/"))).isFalse();
    }

    @Test
    void aMachineIsAskedForATokenFirst() {
        try (var server = new ScriptedServer(request -> switch (request.method() + " " + request.target()) {
            case "PUT /latest/api/token" ->
                request.header("x-aws-ec2-metadata-token-ttl-seconds").isEmpty()
                        ? ScriptedServer.json(400, "")
                        : ScriptedServer.json(200, "planted-session");
            case "GET /latest/meta-data/iam/security-credentials/" -> ScriptedServer.json(200, "some-role\n");
            case "GET /latest/meta-data/iam/security-credentials/some-role" ->
                ScriptedServer.json(200, "{\"Code\":\"Success\"," + OF_A_CONTAINER.substring(1));
            default -> ScriptedServer.json(404, "");
        })) {
            isPlanted(new MachineCredentials(service, Optional.of(server.uri() + "/"), Optional.empty(), CLOCK));
            assertThat(server.requests().stream().skip(1))
                    .allMatch(r -> r.header("x-aws-ec2-metadata-token").equals("planted-session"));
        }
    }

    @Test
    void aRoleNameThatIsNoneLeadsNowhere() {
        try (var server = new ScriptedServer(request -> request.method().equals("PUT")
                ? ScriptedServer.json(200, "planted-session")
                : ScriptedServer.json(200, "a b?c\r\nd"))) {
            assertThat(refusal(new MachineCredentials(
                            service, Optional.of(server.uri().toString()), Optional.empty(), CLOCK)))
                    .contains("neither a token nor a role");
            System.setProperty("aws.disableEc2Metadata", "true");
            assertThat(refusal(new MachineCredentials(
                            service, Optional.of(server.uri().toString()), Optional.empty(), CLOCK)))
                    .contains("AWS_EC2_METADATA_DISABLED");
        }
    }

    /** "Retrieve security credentials from instance metadata": the two addresses of the service. */
    @Test
    void aMachineIsAskedAtTheAddressOfItsProtocol() {
        assertThat(machine(Optional.empty(), Optional.empty())).isEqualTo("http://169.254.169.254");
        assertThat(machine(Optional.empty(), Optional.of("ipv6"))).isEqualTo("http://[fd00:ec2::254]");
        assertThat(machine(Optional.of("http://127.0.0.1:1338"), Optional.of("IPv6")))
                .isEqualTo("http://127.0.0.1:1338");
    }

    private String machine(Optional<String> address, Optional<String> mode) {
        return new MachineCredentials(service, address, mode, CLOCK).base();
    }

    @Test
    void aProgramPrintsCredentials() {
        var program = "echo '{\"Version\":1,\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\","
                + "\"SecretAccessKey\":\"planted-secret\",\"SessionToken\":\"planted-token\"}'";
        isPlanted(new ProcessCredentials(program, CLOCK));
    }

    /** The agent that it starts keeps its output open for longer than the limit. */
    @Test
    void whatAProgramLeavesRunningHoldsNothingUp() {
        var program = "sleep 30 & echo '{\"Version\":1,\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\","
                + "\"SecretAccessKey\":\"planted-secret\",\"SessionToken\":\"planted-token\"}'";
        isPlanted(new ProcessCredentials(program, Duration.ofSeconds(20), CLOCK));
        assertThat(refusal(new ProcessCredentials("sleep 30 & exit 3", Duration.ofSeconds(20), CLOCK)))
                .contains("ended with status 3");
    }

    /** A pipe holds less than that, so the output is taken while the program runs. */
    @Test
    void aProgramMayWriteUpToTheLimit() {
        var program = "printf '%65000s'; echo '{\"Version\":1,\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\","
                + "\"SecretAccessKey\":\"planted-secret\",\"SessionToken\":\"planted-token\"}'";
        isPlanted(new ProcessCredentials(program, CLOCK));
    }

    /** Each ends, and none is quoted. */
    @Test
    void aProgramThatFailsFloodsOrHangsIsEnded() {
        Map.of(
                        "echo planted >&2; exit 7", "ended with status 7",
                        "while :; do echo planted planted planted; done", "more than 64 KB",
                        "echo planted; sleep 1000; echo", "gave nothing within",
                        "echo planted", "no credentials document")
                .forEach(
                        (line, why) -> assertThat(refusal(new ProcessCredentials(line, Duration.ofMillis(1500), CLOCK)))
                                .contains("credential_process", why)
                                .doesNotContain("planted"));
    }
}
