package dev.cmkconsole.app.connection;

import static dev.cmkconsole.http.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cmkconsole.Patience;
import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsEndpoints;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.http.ScriptedServer.Request;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.secret.OneTimeCode;
import dev.cmkconsole.secret.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plants secrets in every credential, makes every call fail in every way, and searches the results: problems,
 * exceptions, journal and log.
 */
@Tag("alone")
class SecretsStayInsideTest {
    private static final String CANARY = "CANARY7f3";
    private static final String PRIVATE_KEY = "9f1c2d3e-" + CANARY + "-4abc-8def-000000000001";
    private static final String CLIENT_SECRET = "mdb_sa_sk_" + CANARY;
    private static final String TOKEN = "token-" + CANARY;
    private static final String AWS_SECRET = "wJalrXUtnFEMI/K7MDENG/" + CANARY + "EXAMPLEKEY0";
    private static final String AWS_SESSION = "session" + CANARY + "session";
    /** Does not have the form of a secret access key, like an emulator's key. */
    private static final String FILE_SECRET = "file-" + CANARY + "-secret";

    private static final String FILE_SESSION = "FileSession" + CANARY;
    private static final String MFA_CODE = "918273";
    private static final String BASIC =
            Base64.getEncoder().encodeToString(("mdb_sa_id_1:" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final Logger ours = Logger.getLogger("dev.cmkconsole");
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {
            // No text is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @TempDir
    Path home;

    @BeforeEach
    void listen() throws IOException {
        System.setProperty("aws.configFile", home.resolve("config").toString());
        System.setProperty(
                "aws.sharedCredentialsFile", home.resolve("credentials").toString());
        Files.writeString(home.resolve("config"), """
            [profile admin]
            role_arn = arn:aws:iam::111122223333:role/key-admin
            source_profile = dana
            mfa_serial = arn:aws:iam::111122223333:mfa/dana
            """);
        Files.writeString(
                home.resolve("credentials"),
                "[dana]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = " + FILE_SECRET
                        + "\naws_session_token = " + FILE_SESSION + "\n");
        recorder.setLevel(Level.ALL);
        ours.setLevel(Level.ALL);
        ours.addHandler(recorder);
    }

    @AfterEach
    void stopListening() {
        System.clearProperty("aws.configFile");
        System.clearProperty("aws.sharedCredentialsFile");
        ours.removeHandler(recorder);
        ours.setLevel(null);
    }

    /** The secrets of the current credential; anything that resembles an MFA code comes last. */
    private static final AtomicReference<List<String>> PLANTED = new AtomicReference<>(List.of());

    /** A service answer that repeats the request, as faulty proxies and debug pages do. */
    private String echo(Request request) {
        return "you sent " + String.join(" ", request.headers().values()) + " " + request.body() + " with "
                + String.join(" ", PLANTED.get());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private enum Target {
        ATLAS,
        AWS,
        BOTH
    }

    private interface Way extends BiFunction<Request, String, Reply> {}

    static Stream<Arguments> failures() {
        var ways = new ArrayList<Arguments>();
        add(ways, "drop", Target.BOTH, (_, _) -> new Reply.Drop());
        add(ways, "silence", Target.BOTH, (_, _) -> new Reply.Silence());
        add(ways, "garbage", Target.BOTH, (_, echo) -> new Reply.Raw(echo));
        add(ways, "not JSON", Target.BOTH, (_, echo) -> json(200, echo));
        add(
                ways,
                "wrong shape",
                Target.BOTH,
                (_, echo) -> json(200, "{\"results\":[" + quoted(echo) + "],\"awsKms\":" + quoted(echo) + "}"));
        add(ways, "redirect", Target.ATLAS, (_, _) -> json(302, "", "Location", "https://x/?access_token=" + TOKEN));
        add(
                ways,
                "token refused",
                Target.ATLAS,
                (r, echo) -> r.path().startsWith("/api/oauth")
                        ? json(200, "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"bearer\",\"expires_in\":60}")
                        : json(401, quoted(echo)));
        for (int status : new int[] {400, 401, 403, 429, 500}) {
            add(
                    ways,
                    "Atlas " + status,
                    Target.ATLAS,
                    (_, echo) -> json(
                            status,
                            "{\"error\":" + status + ",\"errorCode\":\"X\",\"detail\":" + quoted(echo)
                                    + ",\"parameters\":[" + quoted(echo) + "],\"error_description\":" + quoted(echo)
                                    + "}",
                            "Www-Authenticate",
                            "Digest realm=\"r\", nonce=\"n" + status + "\", qop=\"auth\""));
            add(ways, "OAuth " + status, Target.ATLAS, (_, echo) -> json(status, "{\"error\":" + quoted(echo) + "}"));
            add(
                    ways,
                    "AWS " + status,
                    Target.AWS,
                    (_, echo) -> json(status, "{\"__type\":\"X\",\"message\":" + quoted(echo) + "}"));
            add(
                    ways,
                    "Atlas code " + status,
                    Target.ATLAS,
                    (_, _) -> json(
                            status, "{\"errorCode\":" + quoted(PLANTED.get().getLast()) + ",\"detail\":\"x\"}"));
            add(
                    ways,
                    "AWS code " + status,
                    Target.AWS,
                    (_, _) -> json(status, "{\"__type\":" + quoted(PLANTED.get().getLast()) + ",\"message\":\"x\"}"));
            add(
                    ways,
                    "XML code " + status,
                    Target.AWS,
                    (_, _) -> json(
                            status,
                            "<ErrorResponse><Error><Code>" + PLANTED.get().getLast()
                                    + "</Code><Message>x</Message></Error></ErrorResponse>"));
            add(
                    ways,
                    "XML " + status,
                    Target.AWS,
                    (_, echo) -> json(
                            status,
                            "<ErrorResponse><Error><Code>X</Code><Message>"
                                    + echo.replace("&", "&amp;").replace("<", "&lt;") + "</Message></Error><RequestId>"
                                    + PLANTED.get().getFirst() + "</RequestId></ErrorResponse>"));
        }
        return ways.stream();
    }

    private static void add(List<Arguments> ways, String name, Target target, Way way) {
        ways.add(Arguments.of(name, target, way));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void nothingThatComesOutHoldsASecret(String name, Target target, Way way) throws Exception {
        try (var server = new ScriptedServer(request -> way.apply(request, echo(request)))) {
            if (target != Target.AWS) {
                PLANTED.set(List.of(PRIVATE_KEY));
                failEveryAtlasCall(server, new AtlasCredential.ApiKey("abcdefgh", Secret.of(PRIVATE_KEY)));
                PLANTED.set(List.of(CLIENT_SECRET));
                failEveryAtlasCall(server, new AtlasCredential.ServiceAccount("mdb_sa_id_1", Secret.of(CLIENT_SECRET)));
                PLANTED.set(List.of(TOKEN));
                failEveryAtlasCall(server, new AtlasCredential.AccessToken(Secret.of(TOKEN)));
            }
            if (target != Target.ATLAS) {
                PLANTED.set(List.of(AWS_SECRET, AWS_SESSION));
                var region = Optional.of(new AwsRegion("us-east-1"));
                var endpoints = AwsEndpoints.at(server.uri());
                failEveryAwsCall(new AwsConnection.AccessKey(
                        "AKIAIOSFODNN7EXAMPLE",
                        Secret.of(AWS_SECRET),
                        Optional.of(Secret.of(AWS_SESSION)),
                        region,
                        endpoints));
                PLANTED.set(List.of(FILE_SECRET, FILE_SESSION));
                failEveryAwsCall(new AwsConnection.Profile("dana", region, endpoints));
                PLANTED.set(List.of(FILE_SECRET, MFA_CODE));
                failEveryAwsCall(
                        new AwsConnection.Profile("admin", region, endpoints, Optional.of(OneTimeCode.of(MFA_CODE))));
            }
        }
        log.forEach(line -> inspect("log", line));
    }

    private void failEveryAtlasCall(ScriptedServer server, AtlasCredential credential) {
        inspect("credential", credential);
        var settings = new AtlasSettings(
                new AtlasSettings.Timeouts(
                        Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(1)),
                new AtlasSettings.ReadRetries(2, Duration.ofMillis(1), Duration.ofSeconds(1)),
                "test");
        var clock = Clock.systemUTC();
        try (AtlasGateway atlas = new AtlasClient(
                AtlasAddress.of(server.uri().toString(), clock), credential, settings, clock, new Random(1), _ -> {})) {
            var p = "6a793f362c88faeba59b8a26";
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    atlas::whoAmI,
                    atlas::projects,
                    () -> atlas.isProjectOwner(p),
                    () -> atlas.encryptionAtRest(p),
                    () -> atlas.clusters(p),
                    () -> inspect(
                            "answer",
                            atlas.send(new AtlasRequest(
                                    "op", "POST", "/api/atlas/v2/x", "2023-01-01", Optional.of("{}")))))) {
                inspect("failure", catchThrowable(call));
            }
        }
    }

    private void failEveryAwsCall(AwsConnection connection) throws Exception {
        var settings = new AwsSettings(Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofMillis(300), 4);
        var region = new AwsRegion("us-east-1");
        inspect("connection", connection);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                AwsGateway aws = new AwsGatewayClient(connection, settings, executor, Clock.systemUTC())) {
            var calls = List.<ThrowingCallable>of(
                    aws::caller,
                    () -> aws.role("r"),
                    () -> aws.keys(region),
                    () -> aws.keyPolicy(KEY),
                    () -> aws.key(new KeyReference.ByArn(KEY), region),
                    () -> inspect("answer", aws.send(new AwsRequest.CreateRole("r", "{}", "d", Map.of()))),
                    () -> inspect("answer", aws.send(new AwsRequest.PutKeyPolicy(KEY, "{}", "{}"))));
            // Each of them waits before it tries again, so they wait together.
            for (var failure : calls.stream()
                    .map(call -> executor.submit(() -> catchThrowable(call)))
                    .toList()) {
                inspect("failure", Patience.get(failure));
            }
        }
    }

    private static void inspect(String where, Object found) {
        var text = String.valueOf(found);
        if (found instanceof Throwable failure) {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            text = trace.toString();
            if (failure instanceof ServiceException service) {
                text += service.problem();
            } else {
                throw new AssertionError(where + ": a failure that is no problem: " + text);
            }
        }
        assertThat(text).as(where).doesNotContain(CANARY).doesNotContain(BASIC).doesNotContain(MFA_CODE);
    }
}
