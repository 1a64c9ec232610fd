package dev.cmkconsole.atlas;

import static dev.cmkconsole.atlas.AtlasFixture.PROJECT;
import static dev.cmkconsole.atlas.AtlasFixture.SETTINGS;
import static dev.cmkconsole.atlas.AtlasFixture.problemOf;
import static dev.cmkconsole.http.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.http.ScriptedServer.Request;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AtlasTokenTest {
    private static final String CLIENT = "mdb_sa_id_6a793f362c88faeba59b8a26";
    private static final String SECRET = "mdb_sa_sk_canaryCanary-1";
    private static final String ROLES = "{\"awsIamRoles\":[]}";

    private final AtomicReference<Instant> now = new AtomicReference<>(AtlasFixture.NOW);
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger refusedUpTo = new AtomicInteger();

    private Reply atlas(Request request, Function<Request, Reply> inside) {
        if (request.path().startsWith("/api/oauth/")) {
            var basic = "Basic "
                    + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
            if (!request.header("authorization").equals(basic)) {
                return json(401, "{\"error\":\"invalid_client\",\"error_description\":\"Who are you?\"}");
            }
            return request.path().endsWith("/token")
                    ? json(
                            200,
                            "{\"access_token\":\"token-" + tokens.incrementAndGet()
                                    + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                    : json(200, "");
        }
        var number = request.header("authorization").replace("Bearer token-", "");
        return number.matches("\\d+") && Integer.parseInt(number) > refusedUpTo.get()
                ? inside.apply(request)
                : json(401, DigestDouble.REFUSED);
    }

    private AtlasClient client(ScriptedServer server, String secret) {
        InstantSource source = now::get;
        var clock = source.withZone(ZoneOffset.UTC);
        return new AtlasClient(
                AtlasAddress.of(server.uri().toString(), clock),
                new AtlasCredential.ServiceAccount(CLIENT, Secret.of(secret)),
                SETTINGS,
                clock,
                new Random(1),
                _ -> {});
    }

    @Test
    void aTokenIsFetchedOnceAndGivenBack() throws Exception {
        try (var server = new ScriptedServer(r -> atlas(r, _ -> json(200, ROLES)))) {
            try (var client = client(server, SECRET);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Object> read = () -> client.accessRoles(PROJECT);
                for (var one : threads.invokeAll(List.of(read, read, read, read))) {
                    one.get();
                }
            }
            assertThat(tokens).hasValue(1);
            assertThat(server.requests().getLast().path()).isEqualTo("/api/oauth/revoke");
            assertThat(server.requests().getLast().body()).isEqualTo("token=token-1&token_type_hint=access_token");
        }
    }

    @Test
    void nothingIsFetchedOrGivenBackWhenNothingIsRead() {
        try (var server = new ScriptedServer(r -> atlas(r, _ -> json(200, ROLES)))) {
            client(server, SECRET).close();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        try (var server = new ScriptedServer(r -> atlas(r, _ -> json(200, ROLES)));
                var client = client(server, SECRET)) {
            client.accessRoles(PROJECT);
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(49)));
            client.accessRoles(PROJECT);
            assertThat(tokens).hasValue(1);
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(2)));
            client.accessRoles(PROJECT);
            assertThat(tokens).hasValue(2);
        }
    }

    @Test
    void aRevokedTokenIsReplacedEvenForAChange() {
        var effects = new AtomicInteger();
        try (var server = new ScriptedServer(r -> atlas(r, inner -> {
                    effects.addAndGet(inner.method().equals("DELETE") ? 1 : 0);
                    return json(200, ROLES);
                }));
                var client = client(server, SECRET)) {
            client.accessRoles(PROJECT);
            refusedUpTo.set(1);
            client.send(new AtlasRequest(
                    "deauthorizeProviderAccessRole",
                    "DELETE",
                    "/api/atlas/v2/groups/" + PROJECT + "/cloudProviderAccess/AWS/x",
                    "2023-01-01",
                    Optional.empty()));
            assertThat(effects).hasValue(1);
            assertThat(tokens).hasValue(2);
        }
    }

    @Test
    void aFreshTokenThatIsRefusedIsNotReplacedForEver() {
        refusedUpTo.set(Integer.MAX_VALUE);
        try (var server = new ScriptedServer(r -> atlas(r, _ -> json(200, ROLES)));
                var client = client(server, SECRET)) {
            assertThat(problemOf(() -> client.accessRoles(PROJECT))).isInstanceOf(Problem.NotSignedIn.class);
            assertThat(tokens).hasValue(1);
        }
    }

    @Test
    void aWrongSecretIsToldInOAuthsWords() {
        try (var server = new ScriptedServer(r -> atlas(r, _ -> json(200, ROLES)));
                var client = client(server, "mdb_sa_sk_wrong")) {
            assertThat(problemOf(client::whoAmI))
                    .isInstanceOfSatisfying(
                            Problem.NotSignedIn.class, p -> assertThat(p.code()).isEqualTo("invalid_client"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aTokenAnswerWithoutATokenIsUnreadable() {
        try (var server = new ScriptedServer(_ -> json(200, "{\"token_type\":\"Bearer\",\"expires_in\":3600}"));
                var client = client(server, SECRET)) {
            assertThat(problemOf(client::whoAmI)).isInstanceOf(Problem.Unreadable.class);
        }
    }

    @Test
    void ownershipComesFromTheAccountsOwnRoles() {
        try (var server = new ScriptedServer(r -> atlas(
                        r,
                        inner -> inner.path().endsWith("/serviceAccounts/" + CLIENT)
                                ? json(200, "{\"roles\":[\"GROUP_READ_ONLY\",\"GROUP_OWNER\"]}")
                                : json(500, "{}")));
                var client = client(server, SECRET)) {
            assertThat(client.isProjectOwner(PROJECT)).isTrue();
        }
    }

    @Test
    void ownershipThatRolesDoNotShowIsTried() {
        try (var server = new ScriptedServer(r -> atlas(
                        r,
                        inner -> inner.path().endsWith("/privateEndpoints")
                                ? json(200, "{\"results\":[]}")
                                : json(403, "{\"errorCode\":\"X\"}")));
                var client = client(server, SECRET)) {
            assertThat(client.isProjectOwner(PROJECT)).isTrue();
        }
        try (var server = new ScriptedServer(r -> atlas(r, _ -> json(401, "{\"errorCode\":\"USER_UNAUTHORIZED\"}")));
                var client = client(server, SECRET)) {
            assertThat(client.isProjectOwner(PROJECT)).isFalse();
        }
    }

    @Test
    void whoAmIKnowsTheClientIdOnly() {
        try (var server = new ScriptedServer(r -> atlas(
                        r,
                        _ -> json(
                                200,
                                "{\"apiKey\":null,\"appName\":\"MongoDB"
                                        + " Atlas\",\"build\":\"0\",\"throttling\":false}")));
                var client = client(server, SECRET)) {
            assertThat(client.whoAmI())
                    .isEqualTo(new SignedIn(
                            SignedIn.CredentialKind.SERVICE_ACCOUNT, CLIENT, Optional.empty(), java.util.Set.of()));
        }
    }
}
