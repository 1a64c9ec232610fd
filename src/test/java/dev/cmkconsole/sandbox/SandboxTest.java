package dev.cmkconsole.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Alongside
class SandboxTest {

    private static SandboxOptions options() {
        return SandboxOptions.defaults(Clock.systemUTC());
    }

    private static AtlasTestClient owner(Sandbox sandbox) {
        return new AtlasTestClient(
                sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());
    }

    private static JsonNode kms(Sandbox sandbox, String project) {
        return owner(sandbox)
                .get("/groups/" + sandbox.projectId(project) + "/encryptionAtRest")
                .json()
                .path("awsKms");
    }

    @Test
    void secretsAreNewAtEachStartAndWork(@TempDir Path data) {
        var seen = new HashSet<String>();
        for (int start = 0; start < 3; start++) {
            try (var sandbox = Sandbox.start(options().data(start == 0 ? null : data))) {
                assertThat(seen.add(sandbox.apiKey().secret())).isTrue();
                assertThat(seen.add(sandbox.serviceAccount().secret())).isTrue();
                assertThat(seen.add(sandbox.awsOperator().secretAccessKey())).isTrue();
                assertThat(kms(sandbox, "payments-prod").path("valid").asBoolean())
                        .isTrue();
                assertThat(kms(sandbox, "ledger-legacy").path("valid").asBoolean())
                        .as("the project's own access key still works")
                        .isTrue();
            }
        }
    }

    @Test
    void everyPortRefusesAForeignHost() throws IOException {
        try (var sandbox = Sandbox.start(options())) {
            for (var uri : List.of(sandbox.atlasUri(), sandbox.awsUri())) {
                assertThat(status(uri, "attacker.example:" + uri.getPort())).isEqualTo(403);
                assertThat(status(uri, "127.0.0.1.attacker.example")).isEqualTo(403);
                assertThat(status(uri, "127.0.0.1:" + uri.getPort())).isNotEqualTo(403);
                assertThat(status(uri, "localhost:" + uri.getPort())).isNotEqualTo(403);
            }
        }
    }

    private static int status(URI uri, String host) throws IOException {
        try (var socket = new Socket("127.0.0.1", uri.getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/atlas/v2 HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var first = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return Integer.parseInt(first.split(" ")[1]);
        }
    }

    @Test
    void practiceModeHasNoControlEndpoint() {
        try (var sandbox = Sandbox.start(SandboxOptions.practice(Clock.systemUTC()))) {
            var client = owner(sandbox);
            assertThat(client.anonymous("POST", "/_sandbox/clock", "{\"advance\":\"PT3H\"}", Map.of())
                            .status())
                    .isEqualTo(401);
            assertThat(Duration.between(Instant.now(), sandbox.clock().instant())
                            .abs())
                    .isLessThan(Duration.ofHours(1));
        }
    }

    @Test
    void theStateIsItsOwnersAlone(@TempDir Path data) throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(data).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (var _ = Sandbox.start(options().data(data))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            try (var files = Files.list(data)) {
                assertThat(files.toList())
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void theDefaultScenarioHasAProjectForEverySituation() {
        try (var sandbox = Sandbox.start(options())) {
            assertThat(kms(sandbox, "payments-prod").path("valid").asBoolean()).isTrue();
            assertThat(kms(sandbox, "ledger-legacy").path("valid").asBoolean()).isTrue();
            assertThat(kms(sandbox, "ledger-legacy").has("roleId")).isFalse();
            assertThat(kms(sandbox, "analytics-dev").path("enabled").asBoolean())
                    .isFalse();
            assertThat(kms(sandbox, "archive").path("enabled").asBoolean()).isTrue();
            assertThat(kms(sandbox, "archive").path("valid").asBoolean()).isFalse();
            assertThat(sandbox.atlas().running(sandbox.projectId("archive"), "mail"))
                    .isFalse();
            assertThat(sandbox.atlas().running(sandbox.projectId("payments-prod"), "orders"))
                    .isTrue();
            var roles = owner(sandbox)
                    .get("/groups/" + sandbox.projectId("reporting-staging") + "/cloudProviderAccess")
                    .json()
                    .path("awsIamRoles");
            assertThat(roles.path(0).path("authorizedDate").isNull()).isTrue();
        }
    }

    /** Whether the key can be used, as each scenario promises. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fresh -",
                "legacy true",
                "interrupted -",
                "broken-role false",
                "key-pending-deletion false",
                "multi-region true",
                "private-network true"
            })
    void everyScenarioIsWhatItSays(String nameAndValid) {
        var parts = nameAndValid.split(" ");
        try (var sandbox = Sandbox.start(options().scenario(parts[0]))) {
            var kms = kms(sandbox, sandbox.atlas().projects().getFirst().name());
            assertThat(kms.path("enabled").asBoolean()).isEqualTo(!parts[1].equals("-"));
            assertThat(kms.path("valid").asText()).isEqualTo(parts[1].equals("-") ? "false" : parts[1]);
        }
    }

    @Test
    void aLargeOrganisationIsTheSameForTheSameSeed() {
        try (var one = Sandbox.start(options().scenario("large-50x3-7"));
                var two = Sandbox.start(options().scenario("large-50x3-7"))) {
            assertThat(one.atlas().projects()).hasSize(50).isEqualTo(two.atlas().projects());
            var first = owner(one).get("/groups?itemsPerPage=20&pageNum=3").json();
            assertThat(first.path("results")).hasSize(10);
            assertThat(first.path("totalCount").asInt()).isEqualTo(50);
        }
    }

    @Test
    void whatWasAnsweredSurvivesAKill(@TempDir Path data) {
        String roleId;
        try (var sandbox = Sandbox.start(options().data(data))) {
            var project = sandbox.projectId("analytics-dev");
            roleId = owner(sandbox)
                    .post("/groups/" + project + "/cloudProviderAccess", "{\"providerName\":\"AWS\"}")
                    .json()
                    .path("roleId")
                    .asText();
            sandbox.advance(Duration.ofDays(2));
            // There is no orderly end. The next sandbox starts from the files on disk.
            try (var next = Sandbox.start(options().data(data))) {
                var roles = owner(next)
                        .get("/groups/" + project + "/cloudProviderAccess")
                        .json()
                        .path("awsIamRoles");
                assertThat(roles.findValuesAsText("roleId")).containsExactly(roleId);
                assertThat(Duration.between(
                                        sandbox.clock().instant(), next.clock().instant())
                                .abs())
                        .isLessThan(Duration.ofMinutes(1));
                assertThat(next.aws().keys()).isEqualTo(sandbox.aws().keys());
                next.reset();
                assertThat(owner(next)
                                .get("/groups/" + project + "/cloudProviderAccess")
                                .json()
                                .path("awsIamRoles"))
                        .isEmpty();
            }
        }
    }

    @Test
    void aKeyDisabledInAwsIsFoundAtTheNextCheckAndItsClustersComeBackWithIt() {
        try (var sandbox = Sandbox.start(options())) {
            var key = kms(sandbox, "payments-prod").path("customerMasterKeyID").asText();
            var project = sandbox.projectId("payments-prod");
            sandbox.keyState(key, "Disabled");
            sandbox.advance(Duration.ofMinutes(15));
            assertThat(sandbox.atlas().running(project, "orders")).isFalse();
            sandbox.keyState(key, "Enabled");
            sandbox.advance(Duration.ofMinutes(15));
            assertThat(sandbox.atlas().running(project, "orders")).isTrue();
        }
    }

    @Test
    void anUnknownScenarioIsNamedInTheRefusal() {
        assertThatThrownBy(() -> Sandbox.start(options().scenario("../secrets")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../secrets");
    }
}
