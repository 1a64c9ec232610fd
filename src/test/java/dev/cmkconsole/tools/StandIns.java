package dev.cmkconsole.tools;

import dev.cmkconsole.Patience;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import dev.cmkconsole.tools.ToolCall.Exit;
import dev.cmkconsole.tools.ToolCall.Usage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Runs shell texts for real, with programs called {@code atlas}, {@code aws}, {@code curl} and {@code sleep} that ask
 * this class. Whatever such a tool refuses before it sends anything is an error of the text.
 */
public final class StandIns implements AutoCloseable {
    private static final String STAND_IN = """
        #!/bin/bash
        name=${0##*/} piped=no body=''
        if [ "$name" != sleep ] && [ "$name" != aws ] && [ ! -c /dev/stdin ]; then piped=yes; IFS= read -r -d '' body; fi
        exec 3<>/dev/tcp/127.0.0.1/%d
        printf '%%s\\0' "$name" "$piped" "$body" "$#" "$@" >&3
        IFS= read -r -d '' code <&3; IFS= read -r -d '' out <&3; IFS= read -r -d '' err <&3
        printf '%%s' "$out"; printf '%%s' "$err" >&2
        exit "$code"
        """;

    private static final String SHELLCHECK = "shellcheck";

    private final Sandbox sandbox;
    private final ServerSocket server;
    private final Path bin;
    private final Map<String, SdkClient> clients = new ConcurrentHashMap<>();
    private final List<String> refused = java.util.Collections.synchronizedList(new ArrayList<>());
    private final List<String> called = java.util.Collections.synchronizedList(new ArrayList<>());

    /** What a text left behind. */
    public record Ended(int code, String said, List<String> refused, List<String> called) {}

    public StandIns(Sandbox sandbox, Path directory) {
        this.sandbox = sandbox;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            bin = Files.createDirectories(directory.resolve("bin"));
            for (var tool : List.of("atlas", "aws", "curl", "sleep")) {
                var file = Files.writeString(bin.resolve(tool), STAND_IN.formatted(server.getLocalPort()));
                if (!file.toFile().setExecutable(true)) {
                    throw new IOException(file.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("stand-ins").start(this::serve);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                answer(socket);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    refused.add(e.toString());
                }
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        String tool = text(in);
        boolean piped = text(in).equals("yes");
        String body = text(in);
        var words = new ArrayList<String>();
        for (int left = Integer.parseInt(text(in)); left > 0; left--) {
            words.add(text(in));
        }
        var exit = exit(new ToolCall(tool, piped, body, words));
        socket.getOutputStream()
                .write((exit.code() + "\0" + exit.out() + "\0" + exit.err() + "\0").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** The pause between two looks lasts longer than a text asks, because each look takes several processes. */
    private static Duration slept(long seconds) {
        return Duration.ofSeconds(seconds < 60 ? 20 * seconds : seconds);
    }

    private Exit exit(ToolCall call) {
        called.add(call.tool() + " " + String.join(" ", call.words()));
        try {
            return switch (call.tool()) {
                case "atlas" -> new AtlasTool(atlas()).call(call);
                case "curl" ->
                    new CurlTool(
                                    sandbox.atlasUri(),
                                    List.of(
                                            sandbox.apiKey().secret(),
                                            sandbox.serviceAccount().secret()))
                            .call(call);
                case "aws" -> new AwsTool(this::client).call(call);
                default -> {
                    sandbox.advance(slept(Long.parseLong(call.words().getFirst())));
                    yield Exit.ok("");
                }
            };
        } catch (Usage e) {
            refused.add(call.words() + ": " + e.getMessage());
            return new Exit(2, "", e.getMessage() + "\n");
        } catch (RuntimeException e) {
            refused.add(call.words() + ": " + e);
            return new Exit(3, "", e + "\n");
        }
    }

    private AtlasTestClient atlas() {
        return new AtlasTestClient(
                sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());
    }

    private static String text(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b > 0; b = in.read()) {
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private SdkClient client(String service, String region) {
        var operator = sandbox.awsOperator();
        return clients.computeIfAbsent(service + " " + region + " " + operator.accessKeyId(), _ -> switch (service) {
            case "iam" -> made(IamClient.builder(), "aws-global");
            case "kms" -> made(KmsClient.builder(), region);
            case "sts" -> made(StsClient.builder(), region);
            default -> throw new Usage("Invalid choice: " + service);
        });
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C made(
            B builder, String region) {
        var operator = sandbox.awsOperator();
        return builder.httpClientBuilder(Patience.sdk())
                .endpointOverride(sandbox.awsUri())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(operator.accessKeyId(), operator.secretAccessKey())))
                .build();
    }

    /** Why texts cannot be run on this computer; empty where they can. */
    public static String obstacle() {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return "no POSIX shell here";
        }
        for (var needed : List.of("bash", "jq")) {
            if (!onPath(needed)) {
                return "no " + needed + " on the path";
            }
        }
        return "";
    }

    /** What bash finds wrong with a script. */
    public String check(String script) {
        return judged(List.of("bash", "-n", "-"), script);
    }

    /**
     * What ShellCheck finds wrong with scripts, at its strictest default. One process reads what the scripts have in
     * common once, and then each part of theirs once.
     */
    public static String shellCheck(List<String> scripts) {
        if (scripts.isEmpty() || !onPath(SHELLCHECK)) {
            return "";
        }
        String own = "\nrequire jq\n";
        String first = scripts.getFirst();
        var parts = new LinkedHashSet<String>();
        for (var script : scripts) {
            parts.addAll(
                    List.of(script.substring(script.indexOf(own) + own.length()).split("(?m)^(?=step )")));
        }
        String together = first.substring(0, first.indexOf(own) + own.length()) + String.join("\n", parts);
        String found = judged(List.of(SHELLCHECK, "--format=gcc", "-"), together);
        return found.isEmpty() ? found : found + "\n" + together;
    }

    /** Why scripts are not judged by ShellCheck on this computer; empty where they are. */
    public static String withoutShellCheck() {
        return onPath(SHELLCHECK) ? "" : "no " + SHELLCHECK + " on the path: scripts are judged by bash -n alone";
    }

    private static String judged(List<String> command, String script) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var input = process.getOutputStream()) {
                input.write(script.getBytes(StandardCharsets.UTF_8));
            }
            var found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? found : found + command.getFirst() + " refuses it";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, tool)));
    }

    /** Runs a text with a shell, without a terminal. */
    public Ended run(String shell, String text, Map<String, String> more) {
        refused.clear();
        called.clear();
        try {
            var file = Files.writeString(bin.resolveSibling("text.sh"), text);
            var builder = new ProcessBuilder(shell, file.toString())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile());
            var environment = builder.environment();
            var path = environment.get("PATH");
            environment.clear();
            environment.putAll(environment(bin + ":" + path));
            environment.putAll(more);
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said, List.copyOf(refused), List.copyOf(called));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> environment(String path) {
        var environment = new HashMap<String, String>();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("MONGODB_ATLAS_BASE_URL", sandbox.atlasUri() + "/");
        environment.put("MONGODB_ATLAS_PUBLIC_API_KEY", sandbox.apiKey().user());
        environment.put("MONGODB_ATLAS_PRIVATE_API_KEY", sandbox.apiKey().secret());
        environment.put("MONGODB_ATLAS_CLIENT_ID", sandbox.serviceAccount().user());
        environment.put("MONGODB_ATLAS_CLIENT_SECRET", sandbox.serviceAccount().secret());
        return environment;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clients.values().forEach(SdkClient::close);
    }
}
