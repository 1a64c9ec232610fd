package dev.cmkconsole.model.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text from outside is shown and not obeyed. */
class LegibleTest {

    /** Left as Java would write it, right as a person sees it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain text, Gr\u00fc\u00dfe, \u65e5\u672c, \ud83d\udd11|plain text, Gr\u00fc\u00dfe, \u65e5\u672c,"
                        + " \ud83d\udd11",
                "Sid\u001b[1A\u001b[2Kpasses|Sid\\u001b[1A\\u001b[2Kpasses",
                "a\u0007b\u0000c\u007fd\u009be|a\\u0007b\\u0000c\\u007fd\\u009be",
                "admin\u202egpj.exe\u2066|admin\\u202egpj.exe\\u2066",
                "zero\u200bwidth\ufeff|zero\\u200bwidth\\ufeff",
                "two\u2028lines\u2029|two\\u2028lines\\u2029",
                "tag\udb40\udc41|tag\\udb40\\udc41",
                "soft\u00adhyphen\u034f\u061c|soft\\u00adhyphen\\u034f\\u061c",
                "blank\u3164\u115f\u1160\uffa0\u2800|blank\\u3164\\u115f\\u1160\\uffa0\\u2800",
                "sign\u180e\u17b4\udb40\uddef\ud834\udd73|sign\\u180e\\u17b4\\udb40\\uddef\\ud834\\udd73",
                "\u0646\u0645\u06cc\u200c\u062e \ud83d\udc69\u200d\ud83d\udd2c"
                        + "|\u0646\u0645\u06cc\u200c\u062e \ud83d\udc69\u200d\ud83d\udd2c",
                "half\ud83d|half\\ud83d"
            })
    void oneLine(String given, String shown) {
        assertThat(Legible.line(given)).isEqualTo(shown);
        assertThat(Legible.lines(given)).isEqualTo(shown);
    }

    @org.junit.jupiter.api.Test
    void aLineHasNoBreaksAndADocumentKeepsItsOwn() {
        assertThat(Legible.line("a\nb\r\nc\td")).isEqualTo("a\\nb\\r\\nc\\td");
        assertThat(Legible.lines("{\r\n\t\"a\": 1\n}\rx")).isEqualTo("{\n\t\"a\": 1\n}\\rx");
    }

    @Property(tries = 300)
    void aLineIsStillTheSameJsonString(@ForAll String text) throws Exception {
        var quoted = new JsonMapper().writeValueAsString(text);
        assertThat(new JsonMapper().readValue(Legible.lines(quoted), String.class))
                .isEqualTo(text);
    }
}
