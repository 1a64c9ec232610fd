package dev.cmkconsole.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy that leads every tunnel to one port of this computer. */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listener = RawServer.plain();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();
    private final int behind;
    private final Optional<String> signIn;

    /**
     * @param behind the port; 0 refuses every tunnel
     * @param signIn the name and password that the proxy asks for
     */
    ConnectProxy(int behind, Optional<String> signIn) {
        this.behind = behind;
        this.signIn = signIn.map(text -> "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    var socket = listener.accept();
                    open.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve(Socket socket) {
        try (socket) {
            for (var head = head(socket.getInputStream()); !head.isEmpty(); head = head(socket.getInputStream())) {
                asked.add(head.lines().findFirst().orElse(""));
                var out = socket.getOutputStream();
                if (signIn.isPresent() && !head.contains(signIn.get())) {
                    out.write(RawServer.bytes("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                            + "Content-Length: 0\r\n\r\n"));
                } else if (behind == 0) {
                    out.write(RawServer.bytes("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"));
                } else {
                    tunnel(socket, out);
                    return;
                }
            }
        } catch (IOException e) {
            // Either side has ended.
        }
    }

    private void tunnel(Socket socket, OutputStream out) throws IOException {
        try (var server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            open.add(server);
            out.write(RawServer.bytes("HTTP/1.1 200 Go\r\n\r\n"));
            Thread.ofVirtual().start(() -> copy(server, socket));
            socket.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side has ended.
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() {
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
