package dev.cmkconsole.bench;

import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how many {@code GET encryptionAtRest} requests per second the sandbox answers over open connections, and how
 * long each takes. Client and server share the machine. The client is a bare socket, so that it adds little to the
 * figure.
 */
public final class SandboxThroughput {
    private static final int SECONDS = 5;

    private SandboxThroughput() {}

    public static void main(String[] args) throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // The benchmark measures serving, not Atlas' rate limits.
            sandbox.switches()
                    .set(new com.fasterxml.jackson.databind.ObjectMapper()
                            .readTree("{\"rateLimitCapacity\":100000000}"));
            var request = request(sandbox);
            System.out.println("| connections | answers a second | median ms | 99 % ms |");
            System.out.println("|---|---|---|---|");
            measure(sandbox.atlasUri(), request, 4, threads);
            for (var connections : new int[] {1, 4, 16, 64}) {
                var nanos = measure(sandbox.atlasUri(), request, connections, threads);
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %,d | %.2f | %.2f |%n",
                        connections,
                        nanos.length / SECONDS,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[(int) (nanos.length * 0.99)] / 1e6);
            }
        }
    }

    private static byte[] request(Sandbox sandbox) throws IOException, InterruptedException {
        var basic = Base64.getEncoder()
                .encodeToString((sandbox.serviceAccount().user() + ":"
                                + sandbox.serviceAccount().secret())
                        .getBytes(StandardCharsets.UTF_8));
        var token = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(sandbox.atlasUri().resolve("/api/oauth/token"))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
        return ("GET /api/atlas/v2/groups/" + sandbox.projectId("payments-prod")
                        + "/encryptionAtRest HTTP/1.1\r\nHost: 127.0.0.1:"
                        + sandbox.atlasUri().getPort()
                        + "\r\nAccept: application/vnd.atlas.2023-01-01+json\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The sorted times of all answers, in nanoseconds. */
    private static long[] measure(
            URI server, byte[] request, int connections, java.util.concurrent.ExecutorService threads)
            throws Exception {
        var jobs = new ArrayList<Future<List<Long>>>();
        var end = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (int i = 0; i < connections; i++) {
            Callable<List<Long>> job = () -> ask(server, request, end);
            jobs.add(threads.submit(job));
        }
        var all = new ArrayList<Long>();
        for (var job : jobs) {
            all.addAll(job.get());
        }
        var sorted = all.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static List<Long> ask(URI server, byte[] request, long end) throws IOException {
        var times = new ArrayList<Long>();
        try (var socket = new Socket("127.0.0.1", server.getPort())) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            while (System.nanoTime() < end) {
                var start = System.nanoTime();
                socket.getOutputStream().write(request);
                readAnswer(in);
                times.add(System.nanoTime() - start);
            }
        }
        return times;
    }

    private static void readAnswer(BufferedInputStream in) throws IOException {
        var length = -1;
        var status = line(in);
        if (!status.contains(" 200 ")) {
            throw new IOException("Not answered as expected: " + status);
        }
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        if (in.readNBytes(length).length != length) {
            throw new IOException("The answer ended early");
        }
    }

    private static String line(BufferedInputStream in) throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The connection ended");
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }
}
