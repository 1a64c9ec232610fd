package dev.cmkconsole.sandbox.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What HTTP clients expect of a server, at both sides of the sandbox. */
@Alongside
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpAtTheSandboxTest {
    private Sandbox sandbox;
    private AtlasTestClient atlas;

    @BeforeAll
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()));
        sandbox.advance(Duration.ofDays(400));
        atlas = new AtlasTestClient(
                sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());
    }

    @AfterAll
    void close() {
        sandbox.close();
    }

    private Duration ahead(String date) {
        return Duration.between(
                Clock.systemUTC().instant(),
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    }

    @Test
    void theDateOfEveryAnswerIsTheSandboxs() throws Exception {
        var http = HttpClient.newHttpClient();
        for (URI uri : new URI[] {
            sandbox.atlasUri().resolve("/api/atlas/v2"), sandbox.atlasUri().resolve("/_sandbox/clock"), sandbox.awsUri()
        }) {
            var answer = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
            assertThat(ahead(answer.headers().firstValue("date").orElseThrow()).toDays())
                    .as(uri.toString())
                    .isBetween(399L, 400L);
        }
    }

    @Test
    void aMethodThatAPathDoesNotHaveIsAnsweredWithThoseItHas() {
        var refused = atlas.call("PUT", "/groups", "{}", Map.of());
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("allow")).isEqualTo("GET, HEAD, POST");
        var token = atlas.anonymous("GET", "/api/oauth/token", null, Map.of());
        assertThat(token.status()).isEqualTo(405);
        assertThat(token.header("allow")).isEqualTo("POST");
    }

    @Test
    void headAnswersAsGetWithoutTheBody() {
        var whole = atlas.get("/orgs");
        var head = atlas.call("HEAD", "/orgs", null, Map.of());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("content-length")).isEqualTo(whole.header("content-length"));
        assertThat(head.header("content-type")).isEqualTo(whole.header("content-type"));
    }

    @Test
    void everySegmentMayBePercentEncoded() {
        var project = sandbox.projectId("payments-prod");
        assertThat(atlas.get("/gr%6Fups/" + project + "/cl%75sters/o%72ders")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("orders");
        assertThat(atlas.get("/groups/" + project + "/clusters/").status()).isEqualTo(200);
    }

    @Test
    void anEncodedBodyIsRefusedRatherThanMisread() {
        var refused = atlas.call(
                "PATCH", "/groups/" + sandbox.projectId("payments-prod"), "{}", Map.of("Content-Encoding", "gzip"));
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }
}
