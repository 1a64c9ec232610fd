package dev.cmkconsole.sandbox.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests of other people's clients and the answers that Atlas gives them, as written in {@code strangers/*.txt}.
 *
 * <p>A line that starts with {@code =} begins a case on an Atlas of its own. The others are steps, by their first
 * character: {@code >} a request with an optional JSON body, {@code <} the answer's status with members that it must
 * have, {@code ^} a header of the next request, {@code $} a name for a member of the last answer, {@code .} a time to
 * let pass, {@code !} switches, {@code @} the login. In an expected body {@code "-"} means absent and {@code "*"} any
 * value. A list must have as many items as the expected one.
 */
@Alongside
class AtlasCliTest {
    private static final Path FILES = Path.of("src/test/resources/strangers");

    record Case(String title, List<String> steps) {}

    static Stream<Named<Case>> cases() throws IOException {
        var result = new ArrayList<Named<Case>>();
        try (var files = Files.list(FILES)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                Case current = null;
                for (var line : Files.readAllLines(file)) {
                    if (line.startsWith("=")) {
                        current = new Case(line.substring(1).strip(), new ArrayList<>());
                        result.add(Named.of(current.title(), current));
                    } else if (!line.isBlank() && !line.startsWith("#")) {
                        current.steps().add(line);
                    }
                }
            }
        }
        return result.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAnsweredAsAtlasAnswersIt(Case one) {
        try (var atlas = new AtlasFixture()) {
            new Run(atlas).steps(one.steps());
        }
    }

    /** One case against one Atlas. */
    private static final class Run {
        private final AtlasFixture atlas;
        private final Map<String, String> names = new HashMap<>(Map.of(
                "fresh", "/groups/5f0000000000000000000001",
                "on", "/groups/5f0000000000000000000002",
                "legacy", "/groups/5f0000000000000000000003",
                "empty", "/groups/5f0000000000000000000004",
                "org", "5f00000000000000000000aa"));
        private final Map<String, String> headers = new HashMap<>();
        private AtlasTestClient client;
        private AtlasTestClient.Reply reply;

        Run(AtlasFixture atlas) {
            this.atlas = atlas;
            this.client = atlas.owner;
        }

        void steps(List<String> steps) {
            for (var step : steps) {
                var rest = named(step.substring(1).strip());
                switch (step.charAt(0)) {
                    case '>' -> send(rest);
                    case '<' -> answered(step, rest);
                    case '^' -> headers.put(rest.split(": ", 2)[0], rest.split(": ", 2)[1]);
                    case '$' -> keep(rest);
                    case '.' -> atlas.clock.advance(Duration.parse(rest));
                    case '!' -> atlas.switches.set(json(rest));
                    case '@' -> client = rest.equals("reader") ? atlas.reader : atlas.login(rest);
                    default -> throw new IllegalArgumentException(step);
                }
            }
        }

        private String named(String text) {
            var result = text;
            for (var name : names.entrySet()) {
                result = result.replace("{" + name.getKey() + "}", name.getValue());
            }
            return result;
        }

        private void send(String request) {
            var parts = request.split(" ", 3);
            reply = client.call(parts[0], parts[1], parts.length > 2 ? parts[2] : null, Map.copyOf(headers));
            headers.clear();
        }

        private void answered(String step, String expected) {
            var parts = expected.split(" ", 2);
            assertThat(reply.status()).as("%s but came %s", step, reply.text()).isEqualTo(Integer.parseInt(parts[0]));
            if (parts.length > 1) {
                matches("", json(parts[1]), reply.json());
            }
        }

        private void keep(String line) {
            var parts = line.split(" ");
            names.put(parts[0], reply.json().at(parts[1]).asText());
        }

        private void matches(String at, JsonNode expected, JsonNode real) {
            if (expected.isObject()) {
                assertThat(real.isObject())
                        .as("%s is an object in %s", at, reply.text())
                        .isTrue();
                expected.properties().forEach(e -> matches(at + "/" + e.getKey(), e.getValue(), real.path(e.getKey())));
            } else if (expected.isArray()) {
                assertThat(real).as("items of %s in %s", at, reply.text()).hasSameSizeAs(expected);
                for (int i = 0; i < expected.size(); i++) {
                    matches(at + "/" + i, expected.get(i), real.get(i));
                }
            } else if (expected.asText().equals("-")) {
                assertThat(real.isMissingNode())
                        .as("%s is absent in %s", at, reply.text())
                        .isTrue();
            } else if (expected.asText().equals("*")) {
                assertThat(real.isMissingNode())
                        .as("%s is there in %s", at, reply.text())
                        .isFalse();
            } else {
                assertThat(real).as("%s in %s", at, reply.text()).isEqualTo(expected);
            }
        }

        private static JsonNode json(String text) {
            try {
                return Json.MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(text, e);
            }
        }
    }
}
