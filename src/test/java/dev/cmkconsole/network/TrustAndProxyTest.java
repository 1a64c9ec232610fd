package dev.cmkconsole.network;

import static dev.cmkconsole.network.Callers.CLOCK;
import static dev.cmkconsole.network.Callers.LONG;
import static dev.cmkconsole.network.Callers.problemOf;
import static dev.cmkconsole.network.RawServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.network.Callers.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and proxies mean the same for Atlas and for AWS. */
@Alongside
class TrustAndProxyTest {
    private static final List<Call> READS = List.of(Call.ATLAS_READ, Call.STS_READ);

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(folder);
    }

    /** Answers as Atlas does for a list, and as STS does for the caller. */
    private static final RawServer.Answer SERVICE = (out, server) -> {
        var aws = server.requests().getLast().startsWith("POST");
        var body = aws
                ? "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/op</Arn><UserId>u</UserId>"
                      + "<Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
                : "{\"results\":[]}";
        out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: " + (aws ? "text/xml" : "application/json")
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
    };

    private static Callers callers(String host, int port, NetworkPath path) {
        var uri = URI.create("https://" + host + (port == 443 ? "" : ":" + port));
        return new Callers(uri, uri, path, LONG);
    }

    private static NetworkPath path(Map<String, String> environment) {
        return NetworkPath.of(environment, Optional.empty(), CLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "good, , CERTIFICATE_NOT_TRUSTED",
        "expired, CMK_CA_BUNDLE, CERTIFICATE_EXPIRED",
        "notyet, CMK_CA_BUNDLE, CERTIFICATE_NOT_YET_VALID",
        "other, CMK_CA_BUNDLE, CERTIFICATE_OTHER_HOST",
        "other, , CERTIFICATE_NOT_TRUSTED"
    })
    void aCertificateThatIsNotGoodIsSaidAsSuch(String certificate, String variable, String code) throws Exception {
        var environment = variable == null
                ? Map.<String, String>of()
                : Map.of(variable, certificates.bundle().toString());
        try (var server = new RawServer(certificates.listener(certificate), SERVICE);
                var callers = callers("localhost", server.port(), path(environment))) {
            for (var call : Call.values()) {
                var problem = call.problem(callers);
                assertThat(problem.code()).as(call.name()).isEqualTo(code);
                assertThat(problem.effect()).isEqualTo(Effect.NONE);
                assertThat(problem.detail()).contains("localhost");
            }
            assertThat(server.requests()).as("nothing was sent").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CMK_CA_BUNDLE", "AWS_CA_BUNDLE", "SSL_CERT_FILE", ""})
    void aBundleOfTheCompanyIsTrustedByBoth(String variable) throws Exception {
        var bundle = certificates.bundle();
        var path = variable.isEmpty()
                ? NetworkPath.of(Map.of("CMK_CA_BUNDLE", "/not/there"), Optional.of(bundle), CLOCK)
                : path(Map.of(variable, bundle.toString()));
        try (var server = new RawServer(certificates.listener(TestCertificates.GOOD), SERVICE);
                var callers = callers("localhost", server.port(), path)) {
            READS.forEach(call -> call.make(callers));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void theBundleAddsToTheSystemsTrust() {
        var system = NetworkPath.DIRECT.trust();
        assertThat(system.context()).isNotNull();
        assertThat(TrustedCertificates.with(certificates.bundle(), "x", CLOCK).anchors())
                .hasSize(system.anchors().size() + 1)
                .containsAll(system.anchors());
    }

    @Test
    void aBundleThatCannotBeUsedIsRefusedWithItsName() throws IOException {
        var empty = Files.writeString(folder.resolve("empty.pem"), "no certificate\n");
        var broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        for (var file : List.of(folder, empty, broken, folder.resolve("missing.pem"))) {
            var problem = problemOf(() -> path(Map.of("CMK_CA_BUNDLE", file.toString())));
            assertThat(problem.code()).isEqualTo("CA_BUNDLE_UNUSABLE");
            assertThat(problem.detail()).startsWith("CMK_CA_BUNDLE: " + file);
        }
    }

    @Test
    void aBundleIsExaminedBeforeAnyoneConnects() throws IOException {
        var empty = Files.writeString(folder.resolve("nothing.pem"), "nothing\n");
        var good = certificates.bundle().toString();
        assertThat(problemOf(() -> TrustedCertificates.examine(empty.toString(), Map.of(), CLOCK))
                        .detail())
                .isEqualTo(empty + " contains no PEM certificate");
        assertThat(problemOf(() -> TrustedCertificates.examine("", Map.of("SSL_CERT_FILE", "/not/there"), CLOCK))
                        .detail())
                .isEqualTo("SSL_CERT_FILE: /not/there does not exist");
        TrustedCertificates.examine(good, Map.of("CMK_CA_BUNDLE", "/not/there"), CLOCK);
        TrustedCertificates.examine("", Map.of(), CLOCK);
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"ATLAS_READ", "STS_READ"})
    void bothGoThroughTheProxy(Call call) throws Exception {
        try (var server = new RawServer(certificates.listener(TestCertificates.GOOD), SERVICE);
                var proxy = new ConnectProxy(server.port(), Optional.of("op:p@ss word"))) {
            var variables = Map.of(
                    "HTTPS_PROXY",
                    "http://op:p%40ss%20word@127.0.0.1:" + proxy.port(),
                    "CMK_CA_BUNDLE",
                    certificates.bundle().toString());
            try (var callers = callers("atlas.company.test", 443, path(variables))) {
                call.make(callers);
            }
            assertThat(proxy.asked()).isNotEmpty().allMatch("CONNECT atlas.company.test:443 HTTP/1.1"::equals);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void aProxyThatRefusesIsSaidAsSuchAndNeverShowsItsPassword(Call call) throws Exception {
        for (var signIn : List.of("op:wrong-canary@", "")) {
            try (var proxy = new ConnectProxy(1, Optional.of("op:right"));
                    var callers = callers(
                            "atlas.company.test",
                            443,
                            path(Map.of("https_proxy", "http://" + signIn + "127.0.0.1:" + proxy.port())))) {
                var problem = call.problem(callers);
                assertThat(problem.code()).isEqualTo("PROXY_SIGN_IN");
                assertThat(problem.effect()).isEqualTo(Effect.NONE);
                assertThat(problem.toString()).doesNotContain("canary");
            }
        }
        try (var proxy = new ConnectProxy(0, Optional.empty());
                var callers =
                        callers("atlas.company.test", 443, path(Map.of("ALL_PROXY", "127.0.0.1:" + proxy.port())))) {
            assertThat(call.problem(callers).code()).isEqualTo("PROXY_REFUSED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://cloud.mongodb.com, '', true",
        "https://cloud.mongodb.com, mongodb.com, false",
        "https://cloud.mongodb.com, .mongodb.com, false",
        "https://cloud.mongodb.com, *.mongodb.com, false",
        "https://cloud.mongodb.com, godb.com, true",
        "https://cloud.mongodb.com, 'a.test, cloud.mongodb.com:443', false",
        "https://cloud.mongodb.com, cloud.mongodb.com:8443, true",
        "https://cloud.mongodb.com, '*', false",
        "https://CLOUD.mongodb.com, cloud.MONGODB.com, false",
        "https://10.1.2.3, 10.1.2.3, false",
        "https://10.1.2.3, 10.1.2.3:8443, true",
        "https://10.1.2.3, 10.0.0.0/8, false",
        "https://10.1.2.3:8443, 10.1.2.3/32, false",
        "https://11.1.2.3, 10.0.0.0/8, true",
        "https://11.1.2.3, 0.0.0.0/0, false",
        "https://10.1.2.3, 10.0.0.0/33, true",
        "https://10.1.2.3, 10.0.0.0/x, true",
        "https://ten.test, 10.0.0.0/8, true",
        "https://[fd00:0:0::5], fd00::5, false",
        "https://[fd00::5]:8443, '[fd00::5]:8443', false",
        "https://[fd00::5], '[fd00::5]:8443', true",
        "https://[fd00::5], fd00::/8, false",
        "https://[fe80::5], fd00::/8, true",
        "https://10.1.2.3, fd00::/8, true",
        "http://localhost:1, '', false",
        "http://127.0.0.1:1, '', false",
        "http://[::1]:1, '', false"
    })
    void noProxyNamesTheExceptions(URI target, String except, boolean proxied) {
        for (var name : List.of("NO_PROXY", "no_proxy")) {
            var proxies = Proxies.from(Map.of("HTTPS_PROXY", "http://proxy.test:3128", name, except), CLOCK);
            assertThat(proxies.toward(target).map(Object::toString))
                    .isEqualTo(proxied ? Optional.of("http://proxy.test:3128") : Optional.empty());
        }
    }

    @Test
    void theProxyIsShownWithoutItsPasswordAndAMalformedOneIsRefused() {
        var proxies = Proxies.from(Map.of("HTTPS_PROXY", "http://op:canary@proxy.test:3128"), CLOCK);
        assertThat(proxies.shown()).contains("http://proxy.test:3128");
        for (var text :
                List.of("socks5://op:canary@p:1", "http://op:can ary@", "http://", "://", "http://p:99999", "p:0")) {
            var problem = problemOf(() -> Proxies.from(Map.of("HTTPS_PROXY", text), CLOCK));
            assertThat(problem.code()).isEqualTo("PROXY_MALFORMED");
            assertThat(problem.toString()).doesNotContain("canary", "can ary");
        }
    }

    @Test
    void plainHttpToAnotherComputerIsNotSent() {
        var sender = new HttpSender(NetworkPath.DIRECT, new HttpSender.Limits(LONG, LONG, 1, 1), "t");
        try (sender) {
            var exchange = sender.prepare(new HttpSender.Outgoing(
                    "GET", URI.create("http://192.0.2.1/"), Map.of(), new byte[0], Optional.empty(), LONG));
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(UnansweredException.class, exchange::send)
                            .obstacle())
                    .contains(dev.cmkconsole.model.outcome.Problem.Obstacle.ADDRESS_NOT_SECURE);
        }
    }
}
