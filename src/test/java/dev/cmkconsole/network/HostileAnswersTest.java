package dev.cmkconsole.network;

import static dev.cmkconsole.network.RawServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.network.Callers.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server, or somebody between, that never comes to an end ends neither the program nor its memory. */
@Alongside
class HostileAnswersTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    /** What the two sockets may hold beside what was read. */
    private static final long IN_TRANSIT = 16L << 20;

    private static final long LARGEST = (32L << 20) + IN_TRANSIT;
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /** @param whole the limit of time, short where only time ends the answer */
    private record Hostile(String name, RawServer.Answer answer, Duration whole, String code) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Hostile[] ANSWERS = {
        new Hostile(
                "headers without end",
                (out, _) -> {
                    out.write(bytes(OK));
                    for (var block = bytes("X-Again: and again\r\n".repeat(500)); ; ) {
                        out.write(block);
                    }
                },
                Callers.LONG,
                "CONNECTION_LOST"),
        new Hostile(
                "one header without end",
                (out, _) -> {
                    out.write(bytes(OK + "X-Long: "));
                    for (var block = bytes("a".repeat(10_000)); ; ) {
                        out.write(block);
                    }
                },
                Callers.LONG,
                "CONNECTION_LOST"),
        new Hostile(
                "body without end",
                (out, _) -> {
                    out.write(bytes(OK + "Content-Type: text/xml\r\n\r\n<a>"));
                    for (var block = bytes("<b>".repeat(20_000)); ; ) {
                        out.write(block);
                    }
                },
                Callers.LONG,
                "UNREADABLE_ANSWER"),
        new Hostile(
                "chunks without end",
                (out, _) -> {
                    out.write(bytes(OK + "Transfer-Encoding: chunked\r\n\r\n"));
                    for (var block = bytes("8000\r\n" + "a".repeat(0x8000) + "\r\n"); ; ) {
                        out.write(block);
                    }
                },
                Callers.LONG,
                "UNREADABLE_ANSWER"),
        new Hostile(
                "a chunk that lies about its size",
                (out, _) -> {
                    out.write(bytes(OK + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}"));
                    throw new IOException("ends here");
                },
                Callers.LONG,
                "CONNECTION_LOST"),
        new Hostile(
                "a body shorter than it says",
                (out, _) -> {
                    out.write(bytes(OK + "Content-Length: 1000\r\n\r\n{}"));
                    throw new IOException("ends here");
                },
                Callers.LONG,
                "CONNECTION_LOST"),
        new Hostile(
                "a small body that unpacks to a large one",
                (out, _) -> {
                    var packed = zeros(40 << 20);
                    out.write(bytes(OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n"));
                    out.write(packed);
                },
                Callers.LONG,
                "UNREADABLE_ANSWER"),
        new Hostile(
                "headers that drip",
                (out, server) -> {
                    out.write(bytes(OK + "X-Slow: "));
                    for (; ; server.pace()) {
                        out.write('a');
                    }
                },
                SHORT,
                "TIMEOUT"),
        new Hostile(
                "a body that drips",
                (out, server) -> {
                    out.write(bytes(OK + "Content-Length: 100000\r\n\r\n"));
                    for (; ; server.pace()) {
                        out.write('a');
                    }
                },
                SHORT,
                "TIMEOUT"),
        new Hostile(
                "interim answers without end",
                (out, server) -> {
                    for (; ; server.pace()) {
                        out.write(bytes("HTTP/1.1 102 Processing\r\n\r\n"));
                    }
                },
                Callers.LONG,
                "UNREADABLE_ANSWER"),
        new Hostile(
                "leave to continue without end",
                (out, _) -> {
                    for (var block = bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(500)); ; ) {
                        out.write(block);
                    }
                },
                Callers.LONG,
                "UNREADABLE_ANSWER"),
        new Hostile(
                "leave to continue that drips",
                (out, server) -> {
                    for (; ; server.pace()) {
                        out.write('H');
                        server.pace();
                        out.write(bytes("TTP/1.1 100 Continue\r\nX: "));
                        for (int i = 0; i < 20; i++, server.pace()) {
                            out.write('a');
                        }
                        out.write(bytes("\r\n\r\n"));
                    }
                },
                SHORT,
                "TIMEOUT")
    };

    private static byte[] zeros(int size) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed, 1 << 16)) {
            gzip.write(new byte[size]);
        }
        return packed.toByteArray();
    }

    static Stream<Arguments> anAnswerThatNeverEndsIsEnded() {
        return Stream.concat(
                Arrays.stream(ANSWERS)
                        .flatMap(hostile ->
                                Stream.of(Call.ATLAS_CHANGE, Call.KMS_CHANGE).map(call -> Arguments.of(hostile, call))),
                Arrays.stream(ANSWERS)
                        .filter(hostile -> hostile.name().equals("body without end"))
                        .flatMap(hostile -> Stream.of(Call.ATLAS_READ, Call.IAM_READ, Call.STS_READ)
                                .map(call -> Arguments.of(hostile, call))));
    }

    @ParameterizedTest
    @MethodSource
    void anAnswerThatNeverEndsIsEnded(Hostile hostile, Call call) {
        try (var server = new RawServer(hostile.answer());
                var callers = new Callers(
                        URI.create("http://127.0.0.1:" + server.port()),
                        URI.create("http://127.0.0.1:" + server.port()),
                        NetworkPath.DIRECT,
                        hostile.whole())) {
            var problem = call.problem(callers);
            assertThat(problem.code()).isEqualTo(hostile.code());
            // What was sent may have taken effect: a run looks at what there is before it goes on.
            assertThat(problem.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(server.written.get())
                    .isLessThan(Math.max(1, server.requests().size()) * LARGEST);
            assertThat(server.requests().stream().filter(r -> r.startsWith("PATCH") || call == Call.KMS_CHANGE))
                    .as("a change is sent once")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    /** RFC 9110, 15.2: a client must be able to parse one or more 1xx answers before the final one. */
    @Test
    void aFewInterimAnswersAreNoHindrance() {
        try (var server = new RawServer((out, _) -> {
                    out.write(bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(3)
                            + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"));
                    out.write(bytes(OK + "Content-Length: 14\r\n\r\n{\"results\":[]}"));
                });
                var callers = callers(server, Callers.LONG, 1)) {
            assertThatCode(() -> Call.ATLAS_READ.make(callers)).doesNotThrowAnyException();
        }
    }

    /** The time of a read is one budget: a repetition gets what is left of it. */
    @Test
    void anAnswerThatDripsIsNotAskedForAgainWithAFreshLimit() {
        try (var server = new RawServer((out, server1) -> {
                    out.write(bytes(OK + "Content-Length: 100000\r\n\r\n"));
                    for (; ; server1.pace()) {
                        out.write('a');
                    }
                });
                var callers = callers(server, SHORT, 3)) {
            assertThat(Call.ATLAS_READ.problem(callers).code()).isEqualTo("TIMEOUT");
            // None where the machine is so busy that the time is over before the request arrives.
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Answers that break off are repeated; the last one then has the rest of the time only. */
    @Test
    void repetitionsShareTheTimeOfTheRead() {
        var whole = Duration.ofMillis(900);
        try (var server = new RawServer((out, server1) -> {
                    out.write(bytes(OK + "Content-Length: 100000\r\n\r\n"));
                    for (int i = 0; i < 40; i++, server1.pace()) {
                        out.write('a');
                    }
                    throw new IOException("breaks off");
                });
                var callers = callers(server, whole, 50)) {
            assertThat(Call.ATLAS_READ.problem(callers).code()).isIn("TIMEOUT", "CONNECTION_LOST");
            assertThat(server.requests()).hasSizeLessThan(4);
        }
    }

    private static Callers callers(RawServer server, Duration whole, int attempts) {
        var address = URI.create("http://127.0.0.1:" + server.port());
        return new Callers(address, address, NetworkPath.DIRECT, whole, attempts);
    }
}
