package dev.cmkconsole.tools;

import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import dev.cmkconsole.tools.ToolCall.Exit;
import dev.cmkconsole.tools.ToolCall.Usage;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** curl as far as the texts need it. A secret among the arguments is refused, because other processes can see it. */
final class CurlTool {
    private static final Pattern LINE = Pattern.compile("(user|header) = \"([^\"]*)\"");

    private final URI server;
    private final List<String> secrets;

    CurlTool(URI server, List<String> secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    Exit call(ToolCall call) {
        var words = call.words();
        secrets.forEach(secret -> {
            if (words.stream().anyMatch(w -> w.contains(secret))) {
                throw new Usage("a secret is among the arguments");
            }
        });
        var request = new Request();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--silent", "--show-error", "--fail-with-body" -> {}
                case "--digest" -> request.digest = true;
                case "--config" -> request.configured(words.get(++i), call);
                case "--request" -> request.method = words.get(++i);
                case "--header" -> request.header(words.get(++i));
                case "--data", "--data-raw" -> request.body = words.get(++i);
                default -> {
                    if (!word.startsWith("http://127.0.0.1") || request.url != null) {
                        throw new Usage("option " + word + ": is unknown");
                    }
                    request.url = URI.create(word);
                }
            }
        }
        return request.send(server);
    }

    private static final class Request {
        private final Map<String, String> headers = new HashMap<>();
        private boolean digest;
        private Optional<String> user = Optional.empty();
        private String method = "GET";
        private String body;
        private URI url;

        void header(String text) {
            var parts = text.split(": ", 2);
            headers.put(parts[0], parts[1]);
        }

        void configured(String file, ToolCall call) {
            if (!file.equals("-") || !call.piped()) {
                throw new Usage("the configuration comes on standard input here");
            }
            call.input().lines().forEach(line -> {
                var m = LINE.matcher(line);
                if (!m.matches()) {
                    throw new Usage("config: " + line);
                }
                if (m.group(1).equals("user")) {
                    user = Optional.of(m.group(2));
                } else {
                    header(m.group(2));
                }
            });
        }

        Exit send(URI server) {
            if (!headers.keySet().containsAll(Set.of("Accept"))) {
                throw new Usage("no version is asked for: " + headers);
            }
            var reply = reply(server);
            return reply.status() < 300
                    ? Exit.ok(reply.text())
                    : new Exit(
                            22, reply.text(), "curl: (22) The requested URL returned error: " + reply.status() + "\n");
        }

        private AtlasTestClient.Reply reply(URI server) {
            if (digest) {
                var name = user.orElseThrow(() -> new Usage("no user")).split(":", 2);
                return new AtlasTestClient(server, name[0], name[1]).call(method, url.getRawPath(), body, headers);
            }
            user.ifPresent(u -> headers.put(
                    "Authorization",
                    "Basic "
                            + java.util.Base64.getEncoder()
                                    .encodeToString(u.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            return new AtlasTestClient(server, "", "").anonymous(method, url.getRawPath(), body, headers);
        }
    }
}
