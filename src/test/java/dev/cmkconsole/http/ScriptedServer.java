package dev.cmkconsole.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An HTTP/1.1 server that can also misbehave: drop the connection, stay silent, or send nonsense. Keeps the received
 * requests.
 */
public final class ScriptedServer implements AutoCloseable {

    /** @param headers names in lower case */
    public record Request(String method, String target, Map<String, String> headers, String body) {
        public String path() {
            return target.split("\\?", 2)[0];
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public sealed interface Reply {
        record Answer(int status, Map<String, String> headers, String body) implements Reply {}

        /** Closes the connection without an answer. */
        record Drop() implements Reply {}

        /** Stays silent until the server is closed. */
        record Silence() implements Reply {}

        /** Sends these bytes unchanged and closes. */
        record Raw(String bytes) implements Reply {}

        /** Answers properly and then closes the connection without announcing it. */
        record AnswerAndClose(Answer answer) implements Reply {}
    }

    private final ServerSocket listener;
    private final Function<Request, Reply> script;
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();

    public ScriptedServer(Function<Request, Reply> script) {
        this.script = script;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public static Reply json(int status, String body, String... headers) {
        var all = new LinkedHashMap<String, String>();
        all.put("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Reply.Answer(status, all, body);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** A loopback address where nobody listens. */
    public static URI nobody() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** How many connections have ended. What is sent on one of them afterwards is lost. */
    public int ended() {
        return ended.get();
    }

    private void serve(Socket socket) {
        try {
            answer(socket);
        } finally {
            ended.incrementAndGet();
        }
    }

    private void answer(Socket socket) {
        try (socket;
                var in = new BufferedInputStream(socket.getInputStream())) {
            for (var request = read(in); request != null; request = read(in)) {
                requests.add(request);
                switch (script.apply(request)) {
                    case Reply.Answer answer -> write(socket, answer);
                    case Reply.AnswerAndClose(var answer) -> {
                        write(socket, answer);
                        return;
                    }
                    case Reply.Drop _ -> {
                        return;
                    }
                    case Reply.Silence _ -> {
                        closed.await(1, TimeUnit.MINUTES);
                        return;
                    }
                    case Reply.Raw(var bytes) -> {
                        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // The client went away, which many tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Socket socket, Reply.Answer answer) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(
                "HTTP/1.1 " + answer.status() + " " + (answer.status() == 401 ? "Unauthorized" : "Reason") + "\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var out = new ByteArrayOutputStream();
        out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        socket.getOutputStream().write(out.toByteArray());
        socket.getOutputStream().flush();
    }

    private static Request read(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        for (var line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        if (lines.isEmpty()) {
            return null;
        }
        var headers = new LinkedHashMap<String, String>();
        for (var line : lines.subList(1, lines.size())) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var start = lines.getFirst().split(" ");
        var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(start[0], start[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != -1; b = in.read()) {
            if (b == '\n') {
                return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            bytes.write(b);
        }
        return null;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
