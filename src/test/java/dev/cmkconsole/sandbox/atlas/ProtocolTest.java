package dev.cmkconsole.sandbox.atlas;

import static dev.cmkconsole.sandbox.atlas.AtlasFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.http.Fault;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The common behavior of all operations: sign-in, versions, paging, envelopes, limits, roles and faults. */
@Alongside
class ProtocolTest {
    private static final String UNAUTHORIZED = """
        {
          "error" : 401,
          "reason" : "Unauthorized",
          "detail" : "You are not authorized for this resource.",
          "errorCode" : "UNEXPECTED_ERROR"
        }\
        """;
    private static final String CLIENT = "mdb_sa_id_5f00000000000000000000bb";
    private static final String SECRET = "mdb_sa_sk_abcdefghijklmnop";
    private final AtlasFixture atlas = new AtlasFixture();

    @AfterEach
    void close() {
        atlas.close();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private AtlasTestClient.Reply form(String path, String secret, String body) {
        return atlas.owner.anonymous(
                "POST",
                path,
                body,
                Map.of("Authorization", basic(CLIENT, secret), "Content-Type", "application/x-www-form-urlencoded"));
    }

    @Test
    void noCredentialsAndWrongOnesGetTheSameChallenge() {
        var none = atlas.owner.anonymous("GET", "/api/atlas/v2/orgs", null, Map.of());
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.text()).isEqualTo(UNAUTHORIZED).hasSize(142);
        assertThat(none.header("www-authenticate"))
                .matches("Digest realm=\"MMS Public API\", domain=\"\", nonce=\"[A-Za-z0-9+/]{32}\", algorithm=MD5,"
                        + " qop=\"auth\", stale=false");
        assertThat(none.header("x-error-code")).isNull();
        assertThat(none.header("ratelimit-limit")).isNull();
        var wrong = new AtlasTestClient(atlas.server.uri(), "ownerkey", "nope").get("/orgs");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).isEqualTo(UNAUTHORIZED);
        assertThat(new AtlasTestClient(atlas.server.uri(), "nobodyxx", "nope")
                        .get("/orgs")
                        .text())
                .isEqualTo(UNAUTHORIZED);
    }

    @Test
    void anAgedNonceIsStaleAndAForgedOneToo() {
        assertThat(atlas.owner.get("/orgs").status()).isEqualTo(200);
        atlas.seconds(601);
        assertThat(atlas.owner.get("/orgs").status())
                .as("the sandbox's time does not age it")
                .isEqualTo(200);
        atlas.realClock.advance(Duration.ofSeconds(601));
        var reply = atlas.owner.get("/orgs");
        assertThat(reply.status()).as("the client retried with the new nonce").isEqualTo(200);
        assertThat(atlas.log.of("listOrgs")).extracting(e -> e.status()).containsExactly(401, 200, 200, 401, 200);
        atlas.owner.useNonce("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assertThat(atlas.owner.get("/orgs").status()).isEqualTo(200);
    }

    @Test
    void aServiceAccountSignsInWithATokenUntilItExpiresOrIsRevoked() {
        var token = form("/api/oauth/token", SECRET, "grant_type=client_credentials")
                .json();
        assertThat(AtlasTestClient.members(token)).containsExactly("access_token", "expires_in", "token_type");
        assertThat(token.path("expires_in").asInt()).isEqualTo(3600);
        var bearer =
                Map.of("Authorization", "Bearer " + token.path("access_token").asText());
        var status = atlas.owner.anonymous("GET", "/api/atlas/v2", null, bearer);
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.json().path("apiKey").isNull()).isTrue();
        assertThat(atlas.owner
                        .anonymous("GET", "/api/atlas/v2" + ON + "/serviceAccounts/" + CLIENT, null, bearer)
                        .json()
                        .path("roles")
                        .path(0)
                        .asText())
                .isEqualTo("GROUP_OWNER");
        var revoked = form(
                "/api/oauth/revoke",
                SECRET,
                "token=" + token.path("access_token").asText());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text()).isEmpty();
        assertThat(atlas.owner.anonymous("GET", "/api/atlas/v2", null, bearer).status())
                .isEqualTo(401);
        var next = Map.of(
                "Authorization",
                "Bearer "
                        + form("/api/oauth/token", SECRET, "grant_type=client_credentials")
                                .json()
                                .path("access_token")
                                .asText());
        assertThat(atlas.owner.anonymous("GET", "/api/atlas/v2", null, next).status())
                .isEqualTo(200);
        atlas.seconds(3600);
        assertThat(atlas.owner.anonymous("GET", "/api/atlas/v2", null, next).status())
                .isEqualTo(401);
    }

    @Test
    void aSecretThatWasTakenBackSignsInNoMoreAndItsSuccessorDoes() {
        var path = ON + "/serviceAccounts/" + CLIENT;
        var grant = "grant_type=client_credentials";
        var added = atlas.owner
                .post(path + "/secrets", "{\"secretExpiresAfterHours\":48}")
                .json();
        var successor = added.path("secret").asText();
        assertThat(form("/api/oauth/token", SECRET, grant).status()).isEqualTo(200);
        assertThat(form("/api/oauth/token", successor, grant).status()).isEqualTo(200);
        var first =
                atlas.owner.get(path).json().path("secrets").path(0).path("id").asText();
        assertThat(atlas.owner.delete(path + "/secrets/" + first).status()).isEqualTo(204);
        assertThat(form("/api/oauth/token", SECRET, grant).status()).isEqualTo(401);
        assertThat(form("/api/oauth/token", successor, grant).status()).isEqualTo(200);
        atlas.seconds(49 * 3600);
        assertThat(form("/api/oauth/token", successor, grant).status()).isEqualTo(401);
    }

    @Test
    void tokenErrorsHaveTheOauthForm() {
        assertThat(form("/api/oauth/token", "wrong", "grant_type=client_credentials")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("invalid_client");
        assertThat(form("/api/oauth/token", "wrong", "grant_type=client_credentials")
                        .status())
                .isEqualTo(401);
        assertThat(form("/api/oauth/token", SECRET, "grant_type=password")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("unsupported_grant_type");
        assertThat(form("/api/oauth/token", SECRET, "x=1").json().path("error").asText())
                .isEqualTo("invalid_request");
    }

    @Test
    void theNewestVersionNotNewerThanAskedIsServedAndNamed() {
        assertThat(atlas.owner.get(ON + "/encryptionAtRest").header("content-type"))
                .isEqualTo("application/vnd.atlas.2023-01-01+json;charset=utf-8");
        assertThat(accept(ON + "/clusters", "application/vnd.atlas.2024-10-23+json")
                        .header("content-type"))
                .isEqualTo("application/vnd.atlas.2024-08-05+json;charset=utf-8");
        assertThat(accept(ON + "/flexClusters", "application/vnd.atlas.2024-10-23+json")
                        .status())
                .isEqualTo(406);
        assertThat(accept(ON + "/clusters", "text/html").code()).isEqualTo("NOT_ACCEPTABLE");
        assertThat(accept(ON + "/clusters", "application/vnd.atlas.2024-13-45+json")
                        .code())
                .isEqualTo("INVALID_VERSION_DATE");
        atlas.clock.advance(Duration.ofDays(400));
        var gone = accept(ON + "/clusters", "application/vnd.atlas.2023-02-01+json");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.code()).isEqualTo("VERSION_GONE");
    }

    private AtlasTestClient.Reply accept(String path, String type) {
        return atlas.owner.call("GET", path, null, Map.of("Accept", type));
    }

    @Test
    void listsComeInPagesWithLinks() {
        var first = atlas.owner.get("/groups?itemsPerPage=3").json();
        assertThat(AtlasTestClient.members(first)).containsExactly("links", "results", "totalCount");
        assertThat(first.path("results")).hasSize(3);
        assertThat(first.path("totalCount").asInt()).isEqualTo(4);
        assertThat(first.path("links").findValuesAsText("rel").subList(0, 2)).containsExactly("self", "next");
        var next = first.path("links").path(1).path("href").asText();
        assertThat(next)
                .isEqualTo(atlas.server.uri() + "/api/atlas/v2/groups?includeCount=true&itemsPerPage=3&pageNum=2");
        var second = atlas.owner
                .get(next.substring(atlas.server.uri().toString().length()))
                .json();
        assertThat(second.path("results")).hasSize(1);
        assertThat(second.path("links").path(1).path("rel").asText()).isEqualTo("previous");
        assertThat(atlas.owner.get("/groups?includeCount=false").json().has("totalCount"))
                .isFalse();
        assertThat(atlas.owner.get("/groups?itemsPerPage=501").code()).isEqualTo("INVALID_QUERY_PARAMETER");
        assertThat(atlas.owner
                        .get(ON + "/clusters")
                        .json()
                        .path("links")
                        .path(0)
                        .path("href")
                        .asText())
                .endsWith("&includeDeletedWithRetainedBackups=false");
        assertThat(atlas.owner
                        .get("/groups?pageNum=2147483647&itemsPerPage=500")
                        .json()
                        .path("results"))
                .isEmpty();
    }

    @Test
    void anEnvelopeCarriesTheStatusAndErrorsToo() {
        var one = atlas.owner.get(ON + "/encryptionAtRest?envelope=true");
        assertThat(AtlasTestClient.members(one.json())).containsExactly("content", "status");
        assertThat(AtlasTestClient.members(
                        atlas.owner.get("/orgs?envelope=true").json()))
                .containsExactly("links", "results", "status", "totalCount");
        var error = atlas.owner.get(ON + "/clusters/none?envelope=true");
        assertThat(error.status()).isEqualTo(200);
        assertThat(error.json().path("status").asInt()).isEqualTo(404);
        assertThat(error.json().path("content").path("errorCode").asText()).isEqualTo("CLUSTER_NOT_FOUND");
        assertThat(atlas.owner.get("/orgs?pretty=true").text()).contains("\n  ");
    }

    @Test
    void rolesDecideWhatIsAllowed() {
        assertThat(atlas.reader.get(ON + "/encryptionAtRest").status()).isEqualTo(200);
        var refused = atlas.reader.patch(ON + "/encryptionAtRest", "{}");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("USER_UNAUTHORIZED");
        assertThat(atlas.reader
                        .get(ON + "/encryptionAtRest/AWS/privateEndpoints")
                        .code())
                .isEqualTo("USER_UNAUTHORIZED");
        assertThat(atlas.reader.get(FRESH + "/clusters").code()).isEqualTo("USER_CANNOT_ACCESS_GROUP");
        assertThat(atlas.reader.get("/groups").json().path("totalCount").asInt())
                .isEqualTo(1);
        assertThat(atlas.owner.get("/groups/5f00000000000000000000ee").code()).isEqualTo("GROUP_NOT_FOUND");
        assertThat(atlas.owner.get("/groups/xyz").code()).isEqualTo("INVALID_GROUP_ID");
        var away = new AtlasTestClient(atlas.server.uri(), "elsewher", "31111111-2222-4333-8444-555555555555")
                .get("/orgs");
        assertThat(away.status()).isEqualTo(403);
        assertThat(away.code()).isEqualTo("IP_ADDRESS_NOT_ON_ACCESS_LIST");
        assertThat(away.json().path("parameters").path(0).asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void anEmptyBucketIsAnsweredWithTheWaitAndFillsAgain() {
        atlas.switches.rateLimitCapacity = 3;
        atlas.switches.rateLimitRefill = 6;
        for (int left = 2; left >= 0; left--) {
            assertThat(atlas.owner.get(ON + "/encryptionAtRest").header("ratelimit-remaining"))
                    .isEqualTo(String.valueOf(left));
        }
        var limited = atlas.owner.get(ON + "/encryptionAtRest");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.code()).isEqualTo("RATE_LIMITED_TOKEN_BUCKET");
        assertThat(limited.header("retry-after")).isEqualTo("10");
        assertThat(atlas.owner.get(FRESH + "/encryptionAtRest").status())
                .as("another project has its own bucket")
                .isEqualTo(200);
        atlas.seconds(10);
        assertThat(atlas.owner.get(ON + "/encryptionAtRest").status()).isEqualTo(200);
    }

    @Test
    void faultsTellWhetherTheRequestTookEffect() {
        var path = EMPTY + "/cloudProviderAccess";
        atlas.owner.get(path);
        atlas.faults.inject(Fault.of("createCloudProviderAccess", Fault.FaultKind.DROP_BEFORE));
        assertThatThrownBy(() -> atlas.owner.post(path, "{\"providerName\":\"AWS\"}"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(roles()).isZero();
        atlas.faults.inject(Fault.of("createCloudProviderAccess", Fault.FaultKind.DROP_AFTER));
        assertThatThrownBy(() -> atlas.owner.post(path, "{\"providerName\":\"AWS\"}"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(roles()).isEqualTo(1);
        atlas.faults.inject(
                Fault.status("createCloudProviderAccess", 503).onCall(2).times(2));
        assertThat(atlas.owner.post(path, "{\"providerName\":\"AWS\"}").status())
                .isEqualTo(200);
        assertThat(atlas.owner.post(path, "{\"providerName\":\"AWS\"}").status())
                .isEqualTo(503);
        assertThat(atlas.owner.post(path, "{\"providerName\":\"AWS\"}").code()).isEqualTo("UNEXPECTED_ERROR");
        assertThat(roles()).isEqualTo(2);
        atlas.faults.inject(Fault.of("createCloudProviderAccess", Fault.FaultKind.STATUS_AFTER));
        assertThat(atlas.owner.post(path, "{\"providerName\":\"AWS\"}").status())
                .isEqualTo(503);
        assertThat(roles()).isEqualTo(3);
        atlas.faults.inject(Fault.of("listCloudProviderAccess", Fault.FaultKind.GARBAGE));
        var garbage = atlas.owner.get(path);
        assertThat(garbage.status()).isEqualTo(200);
        assertThatThrownBy(garbage::json).isInstanceOf(UncheckedIOException.class);
        atlas.faults.inject(Fault.status("listCloudProviderAccess", 429));
        assertThat(atlas.owner.get(path).header("retry-after")).isEqualTo("1");
        assertThat(atlas.faults.waiting()).isEmpty();
    }

    private int roles() {
        return atlas.owner
                .get(EMPTY + "/cloudProviderAccess")
                .json()
                .path("awsIamRoles")
                .size();
    }

    @Test
    void whatDoesNotExistIsSaidInTheServicesOwnForm() {
        assertThat(atlas.owner.get("/nothing").text())
                .isEqualTo("{\"detail\":\"Cannot find resource"
                               + " /api/atlas/v2/nothing.\",\"error\":404,\"errorCode\":\"RESOURCE_NOT_FOUND\",\"parameters\":[\"/api/atlas/v2/nothing\"],\"reason\":\"Not"
                               + " Found\"}");
        assertThat(atlas.owner.delete("/orgs").status()).isEqualTo(405);
        assertThat(atlas.owner.post(EMPTY + "/cloudProviderAccess", "{nope").code())
                .isEqualTo("MALFORMED_JSON");
        assertThat(atlas.owner.post(EMPTY + "/cloudProviderAccess", "[]").code())
                .isEqualTo("INVALID_JSON");
        assertThat(atlas.owner
                        .post(EMPTY + "/cloudProviderAccess", "x".repeat(9_000_000))
                        .status())
                .isEqualTo(413);
        assertThat(atlas.owner
                        .anonymous("GET", "/api/private/unauth/nds/defaultMongoDBMajorVersion", null, Map.of())
                        .text())
                .isEqualTo("8.0");
        assertThat(atlas.owner
                        .anonymous("GET", "/api/atlas/v2/unauth/controlPlaneIPAddresses", null, Map.of())
                        .json()
                        .path("outbound")
                        .has("aws"))
                .isTrue();
    }
}
