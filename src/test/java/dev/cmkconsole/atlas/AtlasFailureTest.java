package dev.cmkconsole.atlas;

import static dev.cmkconsole.atlas.AtlasFixture.CLOCK;
import static dev.cmkconsole.atlas.AtlasFixture.KEY;
import static dev.cmkconsole.atlas.AtlasFixture.PROJECT;
import static dev.cmkconsole.atlas.AtlasFixture.SETTINGS;
import static dev.cmkconsole.atlas.AtlasFixture.problemOf;
import static dev.cmkconsole.http.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Effect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Alongside
class AtlasFailureTest {
    private static final String ROLES = "{\"awsIamRoles\":[]}";
    private static final AtlasRequest PATCH = new AtlasRequest(
            "updateEncryptionAtRest",
            "PATCH",
            "/api/atlas/v2/groups/" + PROJECT + "/encryptionAtRest",
            "2023-01-01",
            Optional.of("{\"awsKms\":{\"enabled\":false}}"));

    /** Returns the answers in turn and then repeats the last one. */
    private static Function<ScriptedServer.Request, Reply> inTurn(Reply... replies) {
        var queue = new ArrayDeque<>(List.of(replies));
        return _ -> {
            synchronized (queue) {
                return queue.size() > 1 ? queue.poll() : queue.peek();
            }
        };
    }

    private static Reply error(int status, String code, String parameters, String... headers) {
        return json(
                status,
                "{\"detail\":\"Words of Atlas.\",\"error\":" + status + ",\"errorCode\":\"" + code
                        + "\",\"parameters\":" + parameters + ",\"reason\":\"x\"}",
                headers);
    }

    @Test
    void aRefusalKeepsCodeAndParameters() {
        try (var atlas =
                new AtlasFixture(_ -> error(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", "[\"203.0.113.9\",42,null]"))) {
            assertThat(problemOf(() -> atlas.client.accessRoles(PROJECT)))
                    .isEqualTo(new Problem.Refused(
                            Problem.Origin.ATLAS,
                            "listCloudProviderAccess",
                            new Problem.ServiceError(
                                    403,
                                    "IP_ADDRESS_NOT_ON_ACCESS_LIST",
                                    "Words of Atlas.",
                                    List.of("203.0.113.9", "42", "null")),
                            Optional.empty(),
                            AtlasFixture.NOW));
            assertThat(atlas.signed()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void parametersMayBeMissing(String parameters) {
        try (var atlas = new AtlasFixture(_ -> error(404, "GROUP_NOT_FOUND", parameters))) {
            assertThat(problemOf(() -> atlas.client.project(PROJECT)))
                    .isInstanceOfSatisfying(
                            Problem.Refused.class,
                            p -> assertThat(p.parameters()).isEmpty());
        }
    }

    @Test
    void aLimitedReadWaitsAsToldAndSucceeds() {
        try (var atlas = new AtlasFixture(
                inTurn(error(429, "RATE_LIMITED_TOKEN_BUCKET", "[]", "Retry-After", "7"), json(200, ROLES)))) {
            assertThat(atlas.client.accessRoles(PROJECT)).isEmpty();
            assertThat(atlas.waits).containsExactly(Duration.ofSeconds(7));
        }
    }

    @Test
    void aWaitThatIsTooLongIsLeftToTheUser() {
        try (var atlas =
                new AtlasFixture(_ -> error(429, "RATE_LIMITED_TOKEN_BUCKET", "[\"api/atlas/v2/orgs\",55,10,5,60]"))) {
            assertThat(problemOf(() -> atlas.client.accessRoles(PROJECT)))
                    .isInstanceOfSatisfying(
                            Problem.RateLimited.class,
                            p -> assertThat(p.retryAfter()).isEqualTo(Duration.ofSeconds(55)));
            assertThat(atlas.waits).isEmpty();
        }
    }

    @Test
    void retryAfterMayBeADate() {
        try (var atlas = new AtlasFixture(inTurn(
                error(503, "UNEXPECTED_ERROR", "[]", "Retry-After", "Wed, 12 May 2027 10:00:04 GMT"),
                json(200, ROLES)))) {
            assertThat(atlas.client.accessRoles(PROJECT)).isEmpty();
            assertThat(atlas.waits).containsExactly(Duration.ofSeconds(4));
        }
    }

    @Test
    void aFaultyReadIsRepeatedWithinBounds() {
        try (var atlas = new AtlasFixture(_ -> error(500, "UNEXPECTED_ERROR", "[]"))) {
            assertThat(problemOf(() -> atlas.client.accessRoles(PROJECT)))
                    .isInstanceOfSatisfying(
                            Problem.ServerFault.class,
                            p -> assertThat(p.status()).isEqualTo(500));
            assertThat(atlas.signed()).hasSize(3);
            assertThat(atlas.waits).hasSize(2);
            assertThat(atlas.waits.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(atlas.waits.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        }
    }

    @Test
    void headersWithoutAnEndAreNoAnswer() {
        var end = "Content-Length: " + ROLES.length() + "\r\n\r\n" + ROLES;
        for (var headers : List.of("X-Again: and again\r\n".repeat(5000), "X-Long: " + "a".repeat(1 << 20) + "\r\n")) {
            try (var atlas =
                    new AtlasFixture(_ -> new ScriptedServer.Reply.Raw("HTTP/1.1 200 OK\r\n" + headers + end))) {
                assertThat(problemOf(() -> atlas.client.accessRoles(PROJECT)))
                        .isInstanceOfAny(Problem.Unreachable.class, Problem.Unreadable.class);
            }
        }
    }

    @Test
    void aProxysPageIsNoRefusalByAtlas() {
        try (var atlas = new AtlasFixture(_ -> json(502, "<html>Bad Gateway</html>", "Content-Type", "text/html"))) {
            assertThat(problemOf(() -> atlas.client.accessRoles(PROJECT)).code())
                    .isEqualTo("HTTP_502");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"awsIamRoles\":[]} trailing",
                "{\"awsIamRoles\":{}}",
                "{\"awsIamRoles\":null}",
                "<html>",
                "{\"awsIamRoles\":[{\"roleId\":7}]}",
                "{\"awsIamRoles\":[],\"awsIamRoles\":[]}"
            })
    void whatIsNotTheAnswerIsUnreadable(String body) {
        try (var atlas = new AtlasFixture(_ -> json(200, body))) {
            assertThat(problemOf(() -> atlas.client.accessRoles(PROJECT))).isInstanceOf(Problem.Unreadable.class);
            assertThat(atlas.signed()).hasSize(1);
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        try (var elsewhere = new ScriptedServer(_ -> json(200, ROLES));
                var atlas = new AtlasFixture(_ -> json(302, "", "Location", elsewhere.uri() + "/x"))) {
            assertThat(problemOf(() -> atlas.client.accessRoles(PROJECT))).isInstanceOf(Problem.Unreadable.class);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void silenceIsATimeout() {
        try (var atlas = new AtlasFixture(inTurn(new Reply.Silence(), json(200, ROLES)), AtlasFixture.HURRIED)) {
            assertThat(atlas.client.accessRoles(PROJECT)).isEmpty();
        }
        try (var atlas = new AtlasFixture(_ -> new Reply.Silence(), AtlasFixture.HURRIED)) {
            assertThat(problemOf(() -> atlas.client.send(PATCH)))
                    .isInstanceOfSatisfying(
                            Problem.TimedOut.class, p -> assertThat(p.effect()).isEqualTo(Effect.UNKNOWN));
            assertThat(atlas.signed()).hasSize(1);
        }
    }

    @Test
    void aRefusedConnectionCertainlyHadNoEffect() {
        try (var client = new AtlasClient(
                AtlasAddress.of(ScriptedServer.nobody().toString(), CLOCK),
                KEY,
                SETTINGS,
                CLOCK,
                new Random(1),
                _ -> {})) {
            for (var problem : List.of(problemOf(() -> client.send(PATCH)), problemOf(client::whoAmI))) {
                assertThat(problem).isInstanceOf(Problem.Unreachable.class);
                assertThat(problem.effect()).isEqualTo(Effect.NONE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostConnectionLeavesTheEffectOpenAndTheChangeUnrepeated(boolean halfAnAnswer) {
        Reply loss = halfAnAnswer
                ? new Reply.Raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"awsKms\":")
                : new Reply.Drop();
        try (var atlas = new AtlasFixture(request -> request.method().equals("GET") ? json(200, ROLES) : loss)) {
            atlas.client.accessRoles(PROJECT);
            assertThat(problemOf(() -> atlas.client.send(PATCH)))
                    .isInstanceOfSatisfying(Problem.Unreachable.class, p -> {
                        assertThat(p.effect()).isEqualTo(Effect.UNKNOWN);
                        assertThat(p.code()).isEqualTo("CONNECTION_LOST");
                    });
            assertThat(atlas.signed())
                    .filteredOn(r -> r.method().equals("PATCH"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aFailedChangeIsNotRepeated(int status) {
        try (var atlas = new AtlasFixture(_ -> error(status, "X", "[]", "Retry-After", "1"))) {
            assertThat(problemOf(() -> atlas.client.send(PATCH)).effect())
                    .isEqualTo(status == 429 ? Effect.NONE : Effect.UNKNOWN);
            assertThat(atlas.signed()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Please sign in to the network</html>", "[]", "{"})
    void aSuccessThatIsNotAtlasIsNotTakenForOne(String body) {
        try (var atlas = new AtlasFixture(_ -> json(200, body))) {
            assertThat(problemOf(() -> atlas.client.send(PATCH)))
                    .isInstanceOfSatisfying(
                            Problem.Unreadable.class,
                            p -> assertThat(p.effect()).isEqualTo(Effect.UNKNOWN));
        }
        try (var atlas = new AtlasFixture(_ -> json(204, ""))) {
            assertThat(atlas.client.send(PATCH).status()).isEqualTo(204);
        }
    }

    @Test
    void aLostConnectionWhileSigningInMeansThatNothingWasSent() {
        try (var server = new ScriptedServer(_ -> new Reply.Drop());
                var client = new AtlasClient(
                        AtlasAddress.of(server.uri().toString(), CLOCK),
                        KEY,
                        SETTINGS,
                        CLOCK,
                        new Random(1),
                        _ -> {})) {
            assertThat(problemOf(() -> client.send(PATCH)).effect()).isEqualTo(Effect.NONE);
            assertThat(server.requests()).allSatisfy(r -> assertThat(r.method()).isEqualTo("GET"));
        }
    }

    @Test
    void aConnectionThatAtlasClosedMeanwhileIsNotUsedForAChange() {
        var first = new Reply.AnswerAndClose((Reply.Answer) json(200, ROLES));
        try (var atlas = new AtlasFixture(request -> request.method().equals("GET") ? first : json(200, "{}"))) {
            for (int i = 0; i < 20; i++) {
                int before = i;
                atlas.client.accessRoles(PROJECT);
                Patience.until("the connection ends", () -> atlas.server.ended() > before);
                assertThat(atlas.client.send(PATCH).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void stoppingEndsAReadThatHangs() throws Exception {
        var arrived = new CountDownLatch(1);
        try (var atlas = new AtlasFixture(_ -> {
            arrived.countDown();
            return new Reply.Silence();
        })) {
            var problem = new AtomicReference<Problem>();
            var reader =
                    Thread.ofVirtual().start(() -> problem.set(problemOf(() -> atlas.client.accessRoles(PROJECT))));
            arrived.await();
            reader.interrupt();
            assertThat(Patience.end(reader)).isTrue();
            assertThat(problem.get()).isInstanceOf(Problem.Local.class);
            assertThat(problem.get().code()).isEqualTo("INTERRUPTED");
            assertThat(atlas.signed()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cloud.mongodb.com",
                "http://10.0.0.1:8080",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example"
            })
    void plainHttpIsForThisComputerOnly(String address) {
        assertThat(problemOf(() -> AtlasAddress.of(address, CLOCK)).code()).isEqualTo("ATLAS_ADDRESS_NOT_SECURE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cloud.mongodb.com",
                "ftp://x",
                "https://",
                "https://u:p@h",
                "https://h?x=1",
                "https://h#f",
                "https://h h"
            })
    void anAddressIsCheckedBeforeUse(String address) {
        assertThat(problemOf(() -> AtlasAddress.of(address, CLOCK)).code()).isEqualTo("ATLAS_ADDRESS_MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cloud.mongodb.com",
                "https://cloud.mongodb.com//",
                "http://127.0.0.1:1/a/b/",
                "http://[::1]:8080",
                "http://localhost:9"
            })
    void aGoodAddressLosesOnlyItsLastSlash(String address) {
        assertThat(AtlasAddress.of(address, CLOCK)).hasToString(address.replaceAll("/+$", ""));
    }
}
