package dev.cmkconsole.atlas;

import static dev.cmkconsole.atlas.AtlasFixture.PROJECT;
import static dev.cmkconsole.atlas.AtlasFixture.problemOf;
import static dev.cmkconsole.http.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.secret.Secret;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class AtlasDigestTest {
    private static final String ROLES = "{\"awsIamRoles\":[],\"azureServicePrincipals\":[],\"gcpServiceAccounts\":[]}";
    private static final AtlasRequest POST = new AtlasRequest(
            "createCloudProviderAccess",
            "POST",
            "/api/atlas/v2/groups/" + PROJECT + "/cloudProviderAccess",
            "2023-01-01",
            Optional.of("{\"providerName\":\"AWS\"}"));

    @Test
    void oneChallengeServesManyRequests() {
        try (var atlas = new AtlasFixture(_ -> json(200, ROLES))) {
            for (int i = 0; i < 5; i++) {
                assertThat(atlas.client.accessRoles(PROJECT)).isEmpty();
            }
            assertThat(atlas.digest.challenges()).isEqualTo(1);
            assertThat(atlas.server.requests()).hasSize(6);
        }
    }

    @Test
    void parallelRequestsOfAFreshClientShareTheChallenge() throws Exception {
        try (var atlas = new AtlasFixture(_ -> json(200, ROLES));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 30; i++) {
                all.add(threads.submit(() -> atlas.client.accessRoles(PROJECT)));
            }
            for (var one : all) {
                one.get();
            }
            assertThat(atlas.digest.challenges()).isEqualTo(1);
        }
    }

    @Test
    void anAgedNonceIsReplacedWithoutAWord() {
        try (var atlas = new AtlasFixture(_ -> json(200, ROLES))) {
            atlas.client.accessRoles(PROJECT);
            atlas.digest.age();
            assertThat(atlas.client.accessRoles(PROJECT)).isEmpty();
            assertThat(atlas.digest.challenges()).isEqualTo(2);
        }
    }

    @Test
    void manyThreadsSurviveAnAgeingNonce() throws Exception {
        try (var atlas = new AtlasFixture(_ -> json(200, ROLES));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            atlas.client.accessRoles(PROJECT);
            atlas.digest.age();
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 30; i++) {
                all.add(threads.submit(() -> atlas.client.accessRoles(PROJECT)));
            }
            for (var one : all) {
                one.get();
            }
        }
    }

    @Test
    void aChangeWithAnAgedNonceTakesEffectOnce() {
        var effects = new ArrayList<String>();
        try (var atlas = new AtlasFixture(request -> {
            if (request.method().equals("POST")) {
                effects.add(request.body());
            }
            return json(200, ROLES);
        })) {
            atlas.client.accessRoles(PROJECT);
            atlas.digest.age();
            assertThat(atlas.client.send(POST).status()).isEqualTo(200);
            assertThat(effects).containsExactly("{\"providerName\":\"AWS\"}");
        }
    }

    @Test
    void aFirstChangeIsNeverSentUnsigned() {
        try (var atlas = new AtlasFixture(_ -> json(200, "{}"))) {
            atlas.client.send(POST);
            assertThat(atlas.server.requests())
                    .filteredOn(r -> r.method().equals("POST"))
                    .singleElement()
                    .satisfies(r -> assertThat(r.header("authorization")).startsWith("Digest "));
        }
    }

    @Test
    void theTargetIsSignedWithPathPrefixAndQuery() {
        try (var atlas = new AtlasFixture(_ -> json(200, "{\"results\":[],\"links\":[],\"totalCount\":0}"));
                var prefixed = atlas.client(atlas.server, AtlasFixture.KEY, "/atlas/eu/")) {
            assertThat(prefixed.openAlerts(PROJECT)).isEmpty();
            assertThat(atlas.server.requests().getLast().target())
                    .isEqualTo("/atlas/eu/api/atlas/v2/groups/" + PROJECT
                            + "/alerts?status=OPEN&itemsPerPage=500&pageNum=1");
        }
    }

    @Test
    void aWrongKeyIsTriedNoMoreThanNeeded() {
        try (var atlas = new AtlasFixture(_ -> json(200, ROLES));
                var wrong =
                        atlas.client(atlas.server, new AtlasCredential.ApiKey("abcdefgh", Secret.of("wrong")), "")) {
            assertThat(problemOf(() -> wrong.accessRoles(PROJECT)))
                    .isInstanceOfSatisfying(
                            Problem.NotSignedIn.class, p -> assertThat(p.code()).isEqualTo("WRONG_CREDENTIAL"));
            assertThat(atlas.server.requests()).hasSize(2);
            assertThat(atlas.waits).isEmpty();
        }
    }

    @Test
    void knownButWithoutRightOnTheProjectIsNotAWrongKey() {
        try (var atlas = new AtlasFixture(_ -> json(
                401,
                "{\"error\":401,\"errorCode\":\"USER_UNAUTHORIZED\",\"detail\":\"Current user is not"
                        + " authorized.\",\"parameters\":null}",
                "Www-Authenticate",
                "Digest realm=\"MMS Public API\", nonce=\"other\", qop=\"auth\", stale=false"))) {
            assertThat(problemOf(() -> atlas.client.accessRoles(PROJECT)))
                    .isInstanceOfSatisfying(Problem.Refused.class, p -> {
                        assertThat(p.status()).isEqualTo(401);
                        assertThat(p.code()).isEqualTo("USER_UNAUTHORIZED");
                    });
            assertThat(atlas.signed()).hasSize(1);
        }
    }

    @Test
    void thisComputersTrafficWithItselfGoesThroughNoProxy() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty(
                "http.proxyPort",
                String.valueOf(dev.cmkconsole.http.ScriptedServer.nobody().getPort()));
        System.setProperty("http.nonProxyHosts", "");
        try (var atlas = new AtlasFixture(_ -> json(200, ROLES))) {
            assertThat(atlas.client.accessRoles(PROJECT)).isEmpty();
        } finally {
            java.util.List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts")
                    .forEach(System::clearProperty);
        }
    }

    @Test
    void aServerWithoutDigestIsNotAtlas() {
        try (var atlas = new AtlasFixture(_ -> json(200, ROLES));
                var other = new dev.cmkconsole.http.ScriptedServer(_ -> json(200, "{}"));
                var client = atlas.client(other, AtlasFixture.KEY, "")) {
            assertThat(problemOf(() -> client.accessRoles(PROJECT))).isInstanceOf(Problem.Unreadable.class);
            assertThat(problemOf(() -> client.send(POST)))
                    .isInstanceOfSatisfying(
                            Problem.Unreachable.class,
                            p -> assertThat(p.effect()).isEqualTo(Problem.Effect.NONE));
            assertThat(other.requests())
                    .allSatisfy(r -> assertThat(r.header("authorization")).isEmpty());
        }
    }
}
