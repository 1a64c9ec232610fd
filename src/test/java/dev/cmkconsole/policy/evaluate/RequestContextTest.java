package dev.cmkconsole.policy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.document.Truth;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestContextTest {
    private static final String KEY = "aws:ResourceTag/Team";

    @ParameterizedTest
    @CsvSource({
        "nothing, nothing, FALSE,   ''",
        "nothing, known,   TRUE,    known",
        "nothing, unknown, UNKNOWN, ''",
        "known,   nothing, TRUE,    known",
        "known,   other,   TRUE,    other",
        "known,   absent,  FALSE,   ''",
        "known,   unknown, UNKNOWN, ''",
        "absent,  known,   TRUE,    known",
        "absent,  nothing, FALSE,   ''",
        "unknown, nothing, UNKNOWN, ''",
        "unknown, known,   TRUE,    known",
        "unknown, absent,  FALSE,   ''"
    })
    void whatIsSaidLastCounts(String first, String then, Truth present, String value) {
        var family = RequestContext.partial().absentUnlessKnown("aws:ResourceTag/");
        var before = say(family, first).build();
        var after = say(before.toBuilder(), then);

        for (var context : List.of(after.build(), say(say(family, first), then).build())) {
            assertThat(context.present(KEY.toUpperCase(Locale.ROOT))).isEqualTo(present);
            assertThat(String.join("", context.values(KEY))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({"known", "absent", "unknown"})
    void aContextStaysAsItWasBuilt(String then) {
        var builder = RequestContext.complete().known(KEY, "built");
        var built = builder.build();
        say(builder, then);
        say(built.toBuilder(), then);

        assertThat(built.values(KEY)).containsExactly("built");
    }

    private static RequestContext.Builder say(RequestContext.Builder context, String what) {
        return switch (what) {
            case "nothing" -> context;
            case "absent" -> context.absent(KEY.toLowerCase(Locale.ROOT));
            case "unknown" -> context.unknown(KEY);
            default -> context.known(KEY, what);
        };
    }
}
