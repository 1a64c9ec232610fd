package dev.cmkconsole.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Nonsense of every kind from many parallel callers. Each request gets an answer, never an internal error of the
 * sandbox.
 */
@Alongside
class SandboxFuzzTest {
    private static final int WORKERS = 8;
    private static final int EACH = 1250;
    private static final List<String> METHODS =
            List.of("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e999",
            "\"\"",
            "\"AWS\"",
            "{}",
            "[]",
            "[[]]",
            "\"\\u0000\"",
            "{\"a\":{\"b\":[1,2,{}]}}",
            "12345678901234567890",
            "\"US_EAST_1\"",
            "\"arn:aws:kms:x\"",
            "[null]",
            "[{}]",
            "\"" + "x".repeat(5000) + "\"");
    private static final List<String> MEMBERS = List.of(
            "awsKms",
            "enabled",
            "roleId",
            "customerMasterKeyID",
            "region",
            "requirePrivateNetworking",
            "providerName",
            "iamAssumedRoleArn",
            "replicationSpecs",
            "encryptionAtRestProvider",
            "paused",
            "name",
            "clusterType",
            "notifications",
            "eventTypeName",
            "regionName",
            "specs",
            "roles",
            "retentionInDays",
            "ipAddress",
            "cidrBlock",
            "enabledForSearchNodes",
            "azureKeyVault",
            "diskSizeGB",
            "tags",
            "labels",
            "biConnector",
            "nodeCount",
            "orgId",
            "username",
            "providerSettings",
            "authorizedEmail",
            "secretExpiresAfterHours",
            "desc",
            "atlasCidrBlock");

    @Test
    void tenThousandFuzzedRequestsNeitherCrashNorHangIt() throws Exception {
        var bad = new ConcurrentLinkedQueue<String>();
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()));
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var jobs = new ArrayList<Future<Void>>();
            for (int w = 0; w < WORKERS; w++) {
                var seed = w;
                Callable<Void> job = () -> fuzz(sandbox, new Random(seed), bad);
                jobs.add(workers.submit(job));
            }
            for (var job : jobs) {
                job.get();
            }
            garbageOnTheWire(sandbox.atlasUri());
            assertThat(bad).isEmpty();
            assertThat(sandbox.requestLog().entries()).noneMatch(e -> e.status() == 500);
            var client = new AtlasTestClient(
                    sandbox.atlasUri(),
                    sandbox.apiKey().user(),
                    sandbox.apiKey().secret());
            // The requests of the fuzz have emptied the buckets of the rate limits.
            sandbox.advance(java.time.Duration.ofMinutes(10));
            assertThat(client.get("/orgs").status()).isEqualTo(200);
        }
    }

    private static Void fuzz(Sandbox sandbox, Random random, ConcurrentLinkedQueue<String> bad)
            throws IOException, InterruptedException {
        var signedIn = new AtlasTestClient(
                sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());
        var http = HttpClient.newHttpClient();
        for (int i = 0; i < EACH; i++) {
            var kind = random.nextInt(10);
            if (kind < 7) {
                var path = path(sandbox, random);
                var method = METHODS.get(random.nextInt(METHODS.size()));
                var reply = signedIn.call(
                        method,
                        path,
                        method.equals("GET") || method.equals("HEAD") ? null : body(random),
                        java.util.Map.of());
                check(method + " " + path, reply.status(), reply.text(), bad);
            } else {
                var target = kind == 7 ? sandbox.awsUri() : sandbox.atlasUri();
                var path = kind == 9
                        ? List.of(
                                        "/_sandbox/clock",
                                        "/_sandbox/keys",
                                        "/_sandbox/endpoints",
                                        "/_sandbox/%2e",
                                        "/api/oauth/token")
                                .get(random.nextInt(5))
                        : "/" + token(random);
                var request = HttpRequest.newBuilder(target.resolve(path))
                        .timeout(Patience.LIMIT)
                        .method(
                                METHODS.get(random.nextInt(5)),
                                HttpRequest.BodyPublishers.ofString(
                                        random.nextBoolean() ? body(random) : "Action=" + token(random)))
                        .header("X-Amz-Target", "TrentService." + token(random))
                        .header(
                                "Authorization",
                                List.of(
                                                "Digest x",
                                                "Bearer a.b.c",
                                                "Basic Og==",
                                                "AWS4-HMAC-SHA256 x",
                                                "Digest username=\"cmkowner\", nonce=\"a\", uri=\"/\", response=\"b\"")
                                        .get(random.nextInt(5)))
                        .build();
                var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
                check(request.method() + " " + request.uri(), reply.statusCode(), reply.body(), bad);
            }
        }
        return null;
    }

    private static void check(String what, int status, String text, ConcurrentLinkedQueue<String> bad) {
        if (status == 500 || text.contains("\tat ") || text.contains("Exception:") || text.contains("dev.cmkconsole")) {
            bad.add(what + " " + status + " " + text);
        }
    }

    /** Mostly real operations with odd parameters. */
    private static String path(Sandbox sandbox, Random random) {
        var operations = sandbox.operations();
        var template =
                operations.get(random.nextInt(operations.size())).split(" ")[1].replace("/api/atlas/v2", "");
        var projects = sandbox.atlas().projects();
        var project = random.nextInt(5) == 0 || projects.isEmpty()
                ? token(random)
                : projects.get(random.nextInt(projects.size())).id();
        var path = template.replace("{groupId}", project)
                .replace("{orgId}", sandbox.orgId())
                .replace("{clusterName}", random.nextBoolean() ? "orders" : token(random));
        while (path.contains("{")) {
            path = path.replaceFirst("\\{[^}]+}", random.nextBoolean() ? "AWS" : token(random));
        }
        return path
                + switch (random.nextInt(6)) {
                    case 0 -> "?pageNum=" + token(random);
                    case 1 -> "?envelope=" + token(random) + "&pretty=true";
                    case 2 -> "?minDate=" + token(random) + "&eventType=" + token(random) + "&itemsPerPage=0";
                    case 3 -> "?%25=%00&&=&a";
                    default -> "";
                };
    }

    private static String token(Random random) {
        return List.of(
                        "0",
                        "-1",
                        "%00",
                        "%2F..%2F",
                        "a%20b",
                        "true",
                        "x".repeat(300),
                        "%F0%9F%92%A5",
                        "5f0000000000000000000000",
                        "AWS",
                        "..;",
                        "2026-01-01T00:00:00Z")
                .get(random.nextInt(12));
    }

    private static String body(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "{\"" + MEMBERS.get(random.nextInt(MEMBERS.size())) + "\":";
            case 1 -> "[".repeat(random.nextInt(1500));
            case 2 -> VALUES.get(random.nextInt(VALUES.size()));
            default -> object(random, 3);
        };
    }

    private static String object(Random random, int depth) {
        var text = new StringBuilder("{");
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            var value = depth > 0 && random.nextInt(3) == 0
                    ? random.nextBoolean() ? object(random, depth - 1) : "[" + object(random, depth - 1) + "]"
                    : VALUES.get(random.nextInt(VALUES.size()));
            text.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(MEMBERS.get(random.nextInt(MEMBERS.size())))
                    .append("\":")
                    .append(value);
        }
        return text.append('}').toString();
    }

    /** Input that is not HTTP must not block a connection or stop the server. */
    private static void garbageOnTheWire(URI server) throws IOException {
        for (var line : List.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "\u0000\u0001\u0002")) {
            try (var socket = new Socket("127.0.0.1", server.getPort())) {
                socket.getOutputStream().write(line.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
        }
    }
}
