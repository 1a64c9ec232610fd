package dev.cmkconsole.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/1.1 as RFC 9110 and RFC 9112 describe it, written to a socket byte for byte. */
@Alongside
class HttpListenerTest {
    private static final Clock YEARS_AHEAD = Clock.fixed(Instant.parse("2031-03-04T05:06:07Z"), ZoneOffset.UTC);
    private final ConcurrentLinkedQueue<HttpCall> seen = new ConcurrentLinkedQueue<>();
    private HttpListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new HttpListener(0, null, 64, YEARS_AHEAD, call -> {
            seen.add(call);
            return switch (call.rawPath()) {
                case "/none" -> Optional.of(HttpReply.of(204, "text/plain", ""));
                case "/empty" -> Optional.of(HttpReply.of(200, "text/plain", ""));
                case "/drop" -> Optional.empty();
                default -> Optional.of(HttpReply.of(200, "text/plain", call.method() + call.body().length));
            };
        });
    }

    @AfterEach
    void close() {
        listener.close();
    }

    /** All that the server sends until it closes. Lines of the request are separated by a bar. */
    private String exchange(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            var all = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(all);
            return all.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "|");
        }
    }

    @Test
    void anAnswerHasTheGivenClocksDate() throws IOException {
        assertThat(exchange("GET /a HTTP/1.1|Host: x|Connection: close||"))
                .startsWith("HTTP/1.1 200 OK|")
                .contains("|Date: Tue, 04 Mar 2031 05:06:07 GMT|")
                .containsOnlyOnce("Date:")
                .endsWith("||GET0");
    }

    @Test
    void aServerThatClosesSaysSo() throws IOException {
        assertThat(exchange("GET /a HTTP/1.1|Host: x|Connection: close||")).contains("|Connection: close|");
        assertThat(exchange("GET /a HTTP/1.1|Host: x|connection: TE, Close||")).contains("|Connection: close|");
        assertThat(exchange("GET /a HTTP/1.0||")).contains("|Connection: close|");
    }

    @Test
    void requestsSentTogetherAreAnsweredInOrderOnOneConnection() throws IOException {
        var both = exchange("POST /a HTTP/1.1|Host: x|Content-Length: 3||abcGET /b HTTP/1.1|Host: x||"
                + "GET /empty HTTP/1.0|Connection: keep-alive||DELETE /none HTTP/1.1|Host: x|Connection: close||");
        assertThat(both.split("HTTP/1.1 ")).hasSize(5);
        assertThat(both).containsSubsequence("||POST3HTTP/1.1 200", "||GET0HTTP/1.1 200");
        assertThat(both.split("HTTP/1.1 ")[1]).doesNotContain("Connection:");
        assertThat(both.split("HTTP/1.1 ")[3]).contains("Connection: keep-alive|", "Content-Length: 0|");
        assertThat(both.split("HTTP/1.1 ")[4]).startsWith("204 ").doesNotContain("Content-Length");
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        assertThat(exchange("HEAD /a HTTP/1.1|Host: x|Connection: close||"))
                .contains("|Content-Length: 5|")
                .endsWith("||");
    }

    @Test
    void aClientThatWaitsBeforeItsBodyIsToldToGoOn() throws IOException {
        assertThat(exchange("PUT /a HTTP/1.1|Host: x|Expect: 100-continue|Content-Length: 2|Connection: close||hi"))
                .startsWith("HTTP/1.1 100 Continue|")
                .contains("||HTTP/1.1 200 OK|")
                .endsWith("PUT2");
    }

    @Test
    void chunkedBodiesAreRead() throws IOException {
        assertThat(exchange("POST /a HTTP/1.1|Host: x|Transfer-Encoding: chunked|Connection: close||"
                        + "3;note=1|abc|A|0123456789|0|Trailer: t||"))
                .endsWith("POST13");
    }

    @Test
    void targetsArriveAsSentAndHeadersInLowerCase() throws IOException {
        exchange("GET http://127.0.0.1/a%2Fb%20c/?q=%3A&r HTTP/1.1|Host: x|X-Two: 1|x-two: 2|Connection: close||");
        var call = seen.element();
        assertThat(call.rawPath()).isEqualTo("/a%2Fb%20c/");
        assertThat(call.rawQuery()).isEqualTo("q=%3A&r");
        assertThat(call.headers()).containsEntry("x-two", java.util.List.of("1", "2"));
        assertThat(call.remote()).isEqualTo("127.0.0.1");
    }

    @Test
    void aBodyBeyondTheLimitIsSeenAsSuch() throws IOException {
        assertThat(exchange("POST /a HTTP/1.1|Host: x|Content-Length: 100|Connection: close||" + "x".repeat(100)))
                .endsWith("POST65");
    }

    @Test
    void whatIsNoRequestIsRefused() throws IOException {
        assertThat(exchange("nonsense||")).startsWith("HTTP/1.1 400 ").contains("|Date: Tue, 04 Mar 2031");
        assertThat(exchange("GET /a HTTP/1.1|Host: x|Long: " + "x".repeat(70_000) + "||"))
                .startsWith("HTTP/1.1 431 ")
                .contains("|Connection: close|");
        assertThat(exchange("GET /drop HTTP/1.1|Host: x||")).isEmpty();
    }
}
