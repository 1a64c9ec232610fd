package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import picocli.CommandLine;

@Alongside
@ResourceLock(Alongside.LOGS)
class SandboxCommandTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private Optional<Path> kept = Optional.empty();

    private CommandLine command(PrintStream out, CountDownLatch stop) {
        var command = new CommandLine(new SandboxCommand(
                () -> kept, Clock.systemUTC(), out, new PrintStream(errors, true, StandardCharsets.UTF_8), stop));
        command.setErr(new java.io.PrintWriter(errors, true, StandardCharsets.UTF_8));
        return command;
    }

    @Test
    @Timeout(Patience.SECONDS)
    void theFirstLineIsOneJsonObjectAndEachRequestIsALine(@TempDir Path data) throws Exception {
        var stop = new CountDownLatch(1);
        kept = Optional.of(data);
        try (var pipe = new PipedOutputStream();
                var in = new BufferedReader(
                        new InputStreamReader(new PipedInputStream(pipe, 1 << 16), StandardCharsets.UTF_8));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var exit = threads.submit(() -> command(new PrintStream(pipe, true, StandardCharsets.UTF_8), stop)
                    .execute("--scenario", "fresh", "--speed", "60", "--log"));
            var first = new ObjectMapper().readTree(in.readLine());
            assertThat(first.path("ready").asBoolean()).isTrue();
            assertThat(data.resolve("sandbox-certificate.pem"))
                    .isEqualTo(Path.of(first.path("certificate").asText()));
            var reply = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(first.path("atlas").asText() + "/api/atlas/v2/orgs"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(reply.statusCode()).isEqualTo(401);
            assertThat(new ObjectMapper()
                            .readTree(lineStarting(in, "{"))
                            .path("operation")
                            .asText())
                    .isEqualTo("listOrgs");
            stop.countDown();
            assertThat(exit.get()).isZero();
        }
    }

    private static String lineStarting(BufferedReader in, String start) throws IOException {
        var line = in.readLine();
        while (!line.startsWith(start)) {
            line = in.readLine();
        }
        return line;
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(command(System.out, new CountDownLatch(0)).execute("--scenario", "nowhere"))
                .isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("nowhere").contains("multi-region");
        assertThat(command(System.out, new CountDownLatch(0)).execute("--speed", "-1"))
                .isEqualTo(2);
        assertThat(command(System.out, new CountDownLatch(0)).execute("--port", "70000"))
                .isEqualTo(2);
        assertThat(command(System.out, new CountDownLatch(0)).execute("--scenario", "large-9999x1"))
                .isEqualTo(2);
    }

    @Test
    void aTakenPortIsAFailureNotAStackTrace() throws IOException {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            assertThat(command(System.out, new CountDownLatch(0))
                            .execute("--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(errors.toString(StandardCharsets.UTF_8))
                    .contains(String.valueOf(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }
}
