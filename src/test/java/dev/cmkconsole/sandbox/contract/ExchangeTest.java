package dev.cmkconsole.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exchange that the contract may judge differently has a part that was not met before. */
class ExchangeTest {
    private static final Set<String> WORDS = Set.of("", "api", "groups", "clusters");
    private static final String PATH = "/api/groups/65f0c0ffee0123456789ab01/clusters/orders";
    private static final String BODY = """
        {"name":"orders","state":"IDLE","since":"2026-11-28T21:00:00Z","size":10,"nodes":[{"host":"a"},{"host":"b"}]}\
        """;

    private static Set<String> parts(String path, String query, String answer) {
        return Exchange.parts(
                new HttpCall("GET", path, query, Map.of("accept", List.of("application/json")), new byte[0], ""),
                new HttpReply(
                        200,
                        new LinkedHashMap<>(Map.of("Content-Type", "application/json")),
                        answer.getBytes(StandardCharsets.UTF_8)),
                WORDS);
    }

    @Test
    void otherIdsTimesAndRepeatedElementsAreNothingNew() {
        assertThat(parts(PATH, "", BODY))
                .containsAll(parts(
                        PATH.replace("ab01", "ab02"),
                        "",
                        BODY.replace("21:00:00Z", "22:10:33Z")
                                .replace("{\"host\":\"b\"}", "{\"host\":\"b\"},{\"host\":\"a\"}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"orders\"|\"name\":\"payments\"",
                "\"name\":\"orders\"|\"name\":null",
                "\"name\":\"orders\"|\"name\":7",
                "\"name\":\"orders\"|\"other\":\"orders\"",
                "\"state\":\"IDLE\"|\"state\":\"UPDATING\"",
                "21:00:00Z|21:00",
                "\"size\":10|\"size\":10.5",
                "\"size\":10|\"size\":11",
                "\"size\":10|\"size\":\"10\"",
                "{\"host\":\"b\"}|{\"host\":\"c\"}",
                "{\"host\":\"b\"}|{}",
                ",{\"host\":\"b\"}|",
                "{\"host\":\"a\"},{\"host\":\"b\"}|",
                "\"nodes\"|\"knots\"",
                "{\"name\"|\"name\""
            })
    void anotherMemberOrValueIsNew(String change) {
        var words = change.split("\\|", -1);
        assertThat(BODY).contains(words[0]);
        assertThat(parts(PATH, "", BODY).containsAll(parts(PATH, "", BODY.replace(words[0], words[1]))))
                .isFalse();
    }

    @Test
    void anotherPathNameOrQuestionIsNew() {
        var met = parts(PATH, "", BODY);
        assertThat(met.containsAll(parts(PATH.replace("orders", "payments"), "", BODY)))
                .isFalse();
        assertThat(met.containsAll(parts(PATH.replace("clusters", "flexClusters"), "", BODY)))
                .isFalse();
        assertThat(met.containsAll(parts(PATH, "envelope=true", BODY))).isFalse();
    }

    /** A digest that leaves something out would let a broken exchange pass. */
    @ParameterizedTest
    @CsvSource({
        "POST, /a, '', json, json, body, 200, json, answer",
        "GET, /b, '', json, json, body, 200, json, answer",
        "GET, /a, q, json, json, body, 200, json, answer",
        "GET, /a, '', v2, json, body, 200, json, answer",
        "GET, /a, '', json, v2, body, 200, json, answer",
        "GET, /a, '', json, json, other, 200, json, answer",
        "GET, /a, '', json, json, bodya, 200, json, nswer",
        "GET, /a, '', json, json, body, 201, json, answer",
        "GET, /a, '', json, json, body, 200, text, answer",
        "GET, /a, '', json, json, body, 200, json, other"
    })
    void aDigestIsOfEverythingThatIsJudged(ArgumentsAccessor other) {
        var same = new String[] {"GET", "/a", "", "json", "json", "body", "200", "json", "answer"};
        assertThat(digest(same))
                .isEqualTo(digest(same))
                .isNotEqualTo(digest(other.toList().toArray(String[]::new)));
    }

    private static String digest(String... exchange) {
        var headers = Map.of("accept", List.of(exchange[3]), "content-type", List.of(exchange[4]));
        return Exchange.digest(
                new HttpCall(
                        exchange[0],
                        exchange[1],
                        exchange[2],
                        headers,
                        exchange[5].getBytes(StandardCharsets.UTF_8),
                        ""),
                HttpReply.of(Integer.parseInt(exchange[6]), exchange[7], exchange[8]));
    }
}
