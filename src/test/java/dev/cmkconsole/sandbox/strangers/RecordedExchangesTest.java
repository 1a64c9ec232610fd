package dev.cmkconsole.sandbox.strangers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Requests of clients that other people wrote, with the answers that they need, as {@code src/test/resources/strangers}
 * lists them. Each file runs in one sandbox. An exchange can wait in simulated time, set the state of a key, and keep
 * members of an answer for later exchanges.
 */
@Alongside
class RecordedExchangesTest {
    private static final Path FILES = Path.of("src", "test", "resources", "strangers");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final String STANDARD = "2025-03-12";

    private static final List<Sandbox> OPEN = new ArrayList<>();

    @AfterAll
    static void close() {
        OPEN.forEach(Sandbox::close);
        OPEN.clear();
    }

    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD) // the stories of a file share its sandbox
    Stream<DynamicNode> recorded() throws IOException {
        try (var files = Files.list(FILES)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
                    .map(RecordedExchangesTest::file);
        }
    }

    private static DynamicNode file(Path file) {
        var content = read(file);
        var world = new World(content.path("scenario").asText("default"));
        return dynamicContainer(
                file.getFileName().toString(),
                items(content.path("stories"))
                        .map(story -> dynamicTest(
                                story.path("line").asText() + ": "
                                        + story.path("says").asText(),
                                () -> items(story.path("exchanges")).forEach(world::run))));
    }

    private static JsonNode read(Path file) {
        try {
            return Json.LENIENT.readTree(file.toFile());
        } catch (IOException e) {
            throw new IllegalArgumentException(file.toString(), e);
        }
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The sandbox of one file, started at its first exchange. */
    private static final class World {
        private final String scenario;
        private final Map<String, String> kept = new HashMap<>();
        private final Map<String, AtlasTestClient> clients = new HashMap<>();
        private Sandbox sandbox;

        World(String scenario) {
            this.scenario = scenario;
        }

        void run(JsonNode exchange) {
            if (sandbox == null) {
                sandbox =
                        Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).scenario(scenario));
                OPEN.add(sandbox);
            }
            if (exchange.has("wait")) {
                sandbox.advance(Duration.parse(exchange.path("wait").asText()));
            }
            if (exchange.has("switches")) {
                sandbox.change(exchange.path("switches"));
            }
            if (exchange.has("key")) {
                sandbox.keyState(
                        keyOf(exchange.path("key").asText()),
                        exchange.path("state").asText());
            }
            if (exchange.has("send")) {
                send(exchange);
            }
        }

        private String keyOf(String alias) {
            return sandbox.aws().keys().stream()
                    .filter(key -> key.aliases().contains(alias))
                    .findFirst()
                    .orElseThrow()
                    .arn();
        }

        private void send(JsonNode exchange) {
            var target = filled(exchange.path("send").asText()).split(" ", 2);
            var body = exchange.has("body") ? filled(exchange.path("body").toString()) : null;
            var type = "application/vnd.atlas." + exchange.path("as").asText(STANDARD) + "+json";
            var headers = new HashMap<String, String>();
            headers.put("Accept", type);
            if (body != null) {
                headers.put("Content-Type", type);
            }
            exchange.path("headers")
                    .properties()
                    .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
            var reply = client(exchange.path("by").asText("cmkowner")).call(target[0], target[1], body, headers);
            var where = exchange.path("send").asText() + " -> " + reply.text();
            assertThat(reply.status())
                    .as(where)
                    .isEqualTo(exchange.path("status").asInt(200));
            var answer = reply.text().isEmpty() ? MissingNode.getInstance() : reply.json();
            if (exchange.has("code")) {
                assertThat(answer.path("errorCode").asText())
                        .as(where)
                        .isEqualTo(exchange.path("code").asText());
            }
            if (exchange.has("answer")) {
                assertThat(JsonExpectation.differences(
                                parse(filled(exchange.path("answer").toString())), answer))
                        .as(where)
                        .isEmpty();
            }
            exchange.path("keep")
                    .properties()
                    .forEach(k -> kept.put(
                            k.getKey(), answer.at(k.getValue().asText()).asText()));
        }

        private AtlasTestClient client(String publicKey) {
            return clients.computeIfAbsent(publicKey, key -> {
                var login = sandbox.atlas().apiKeys().stream()
                        .filter(one -> one.user().equals(key))
                        .findFirst()
                        .orElseThrow();
                return new AtlasTestClient(sandbox.atlasUri(), login.user(), login.secret());
            });
        }

        private static JsonNode parse(String text) {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        /** Variables: {@code org}, {@code project:NAME}, {@code key:ALIAS}, and whatever an exchange kept. */
        private String filled(String text) {
            return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
        }

        private String value(String name) {
            if (name.equals("org")) {
                return sandbox.orgId();
            }
            if (name.startsWith("project:")) {
                return sandbox.projectId(name.substring(8));
            }
            if (name.startsWith("key:")) {
                return keyOf(name.substring(4));
            }
            return kept.get(name);
        }
    }
}
