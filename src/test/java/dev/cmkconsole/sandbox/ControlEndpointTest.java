package dev.cmkconsole.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Alongside
class ControlEndpointTest {
    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).https(true));
    private final AtlasTestClient client = new AtlasTestClient(
            sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());

    @AfterEach
    void close() {
        sandbox.close();
    }

    private AtlasTestClient.Reply control(String method, String what, String body) {
        return client.anonymous(method, "/_sandbox/" + what, body, Map.of());
    }

    @Test
    void timeAdvancesAndRunsFaster() {
        var before =
                Instant.parse(control("GET", "clock", null).json().path("now").asText());
        var after = Instant.parse(control("POST", "clock", "{\"advance\":\"PT3H\",\"speed\":60}")
                .json()
                .path("now")
                .asText());
        assertThat(Duration.between(before, after)).isGreaterThanOrEqualTo(Duration.ofHours(3));
        assertThat(sandbox.clock().speed()).isEqualTo(60);
        assertThat(control("POST", "clock", "{\"advance\":\"-PT1H\"}").status()).isEqualTo(400);
    }

    @Test
    void faultsAreInjectedListedAndCleared() {
        assertThat(control("POST", "faults", "{\"operation\":\"listOrgs\",\"status\":503,\"times\":5}")
                        .json())
                .hasSize(1);
        assertThat(client.get("/orgs").status()).isEqualTo(503);
        assertThat(control("DELETE", "faults", null).json()).isEmpty();
        assertThat(client.get("/orgs").status()).isEqualTo(200);
        assertThat(control("POST", "faults", "{\"kind\":\"NONSENSE\"}").status())
                .isEqualTo(400);
        assertThat(control("GET", "requests", null).json().findValuesAsText("operation"))
                .contains("listOrgs");
    }

    @Test
    void operationsOfBothServicesAreListedByTheNamesThatFaultsUse() {
        var listed = new java.util.ArrayList<String>();
        control("GET", "operations", null).json().forEach(o -> listed.add(o.asText()));
        assertThat(listed)
                .contains(
                        "PATCH /api/atlas/v2/groups/{groupId}/encryptionAtRest updateEncryptionAtRest",
                        "POST /api/oauth/token oauthToken",
                        "kms:DescribeKey",
                        "iam:CreateRole",
                        "sts:GetCallerIdentity");
    }

    @Test
    void switchesKeysAndScenariosCanBeChanged() {
        assertThat(control("POST", "switches", "{\"clusterUpdateSeconds\":1}")
                        .json()
                        .path("clusterUpdateSeconds")
                        .asLong())
                .isEqualTo(1);
        assertThat(control("POST", "switches", "{\"nothing\":1}").status()).isEqualTo(400);
        var key = sandbox.aws().keys().getFirst();
        assertThat(control("POST", "keys", "{\"arn\":\"" + key.arn() + "\",\"state\":\"Disabled\"}")
                        .status())
                .isEqualTo(200);
        assertThat(sandbox.aws().keys().getFirst().state()).isEqualTo("Disabled");
        assertThat(control("POST", "keys", "{\"arn\":\"none\",\"state\":\"Disabled\"}")
                        .status())
                .isEqualTo(400);
        assertThat(control("GET", "scenarios", null).json().properties()).hasSize(Scenarios.NAMES.size());
        assertThat(control("POST", "scenarios", "{\"load\":\"fresh\"}").json().path("projects"))
                .hasSize(1);
        assertThat(control("GET", "switches", null)
                        .json()
                        .path("clusterUpdateSeconds")
                        .asLong())
                .as("a scenario starts with the defaults")
                .isEqualTo(20);
        assertThat(control("POST", "scenarios", "{\"load\":\"nowhere\"}").status())
                .isEqualTo(400);
        assertThat(control("GET", "state", null).json().has("analytics-dev")).isTrue();
        assertThat(control("GET", "nothing", null).status()).isEqualTo(404);
    }

    @Test
    void aBrowserPageMayNotDriveIt() {
        assertThat(client.anonymous("GET", "/_sandbox/report", null, Map.of("Origin", "https://evil.example"))
                        .status())
                .isEqualTo(403);
        assertThat(client.anonymous("GET", "/_sandbox/report", null, Map.of())
                        .json()
                        .path("ready")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theReportNamesEverythingAClientNeeds() {
        var report = sandbox.report().json();
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "ready",
                        "atlas",
                        "atlasHttps",
                        "certificate",
                        "aws",
                        "publicKey",
                        "privateKey",
                        "clientId",
                        "clientSecret",
                        "awsAccessKeyId",
                        "awsSecretAccessKey",
                        "region",
                        "orgId",
                        "projects",
                        "keys");
        assertThat(report.path("projects").findValuesAsText("name"))
                .contains("payments-prod", "ledger-legacy", "analytics-dev", "archive");
        assertThat(sandbox.report().exports())
                .anyMatch(l -> l.startsWith("export MONGODB_ATLAS_BASE_URL='http://127.0.0.1:"));
    }
}
