package dev.cmkconsole.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are well-formed: no doubled quotes, no missing arguments, and every problem in three parts. */
class MessagesTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");
    private final Messages messages = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    static Stream<Problem> problems() {
        return Stream.of(
                new Problem.Refused(
                        Origin.ATLAS,
                        "op",
                        new Problem.ServiceError(400, "NEVER_HEARD_OF", "it said no", List.of()),
                        Optional.empty(),
                        AT),
                new Problem.NotSignedIn(Origin.AWS, "op", "NEVER_HEARD_OF", "who are you", Optional.of("req-9"), AT),
                new Problem.RateLimited(Origin.ATLAS, "op", "NEVER_HEARD_OF", "slow", Duration.ofSeconds(5), AT),
                new Problem.ServerFault(Origin.ATLAS, "op", 500, "NEVER_HEARD_OF", "oh", Optional.empty(), AT),
                new Problem.Unreachable(Origin.AWS, "op", "no route", Problem.Effect.NONE, AT),
                new Problem.Unreachable(Origin.AWS, "op", "reset", Problem.Effect.UNKNOWN, AT),
                new Problem.TimedOut(Origin.AWS, "op", "60 s", AT),
                new Problem.Unreadable(Origin.ATLAS, "op", "<html>", AT),
                new Problem.Local("op", "NEVER_HEARD_OF", "it's {0} of 'this'", AT));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyKindOfProblemIsExplainedInThreeParts(Problem problem) {
        var words = messages.explain(problem);

        assertThat(List.of(words.what(), words.means(), words.next()))
                .allSatisfy(part -> assertThat(part).isNotBlank().doesNotContain("''"));
        assertThat(words.details()).contains(problem.code(), problem.operation(), problem.detail());
        problem.requestId().ifPresent(id -> assertThat(words.details()).contains(id));
        if (problem.effect() == Problem.Effect.UNKNOWN) {
            assertThat(words.means())
                    .as("what may have happened is not denied")
                    .doesNotContainIgnoringCase("nothing was");
        }
    }

    /** Atlas names the address that it refuses, or leaves it out. */
    @ParameterizedTest
    @ValueSource(strings = {"IP_ADDRESS_NOT_ON_ACCESS_LIST", "ORG_REQUIRES_ACCESS_LIST"})
    void anAddressThatIsNotAcceptedIsSaidWithAndWithoutItsName(String code) {
        assertThat(refusal(code, List.of("203.0.113.9")))
                .contains(" from 203.0.113.9.", "Add 203.0.113.9 to the access list");
        assertThat(refusal(code, List.of()))
                .contains(
                        " from the public address of this computer.",
                        "Add the public address of this computer to the access list");
    }

    private String refusal(String code, List<String> parameters) {
        var words = messages.explain(new Problem.Refused(
                Origin.ATLAS, "op", new Problem.ServiceError(403, code, "no", parameters), Optional.empty(), AT));
        return words.what() + " " + words.next();
    }

    @Test
    void everyCodeThatIsExplainedIsExplainedWhole() {
        var codes = new TreeSet<String>();
        for (var key : messages.bundle().keySet()) {
            if (key.matches("problem\\.(kind\\.)?\\w+\\.\\w+")) {
                codes.add(key.substring(0, key.lastIndexOf('.')));
            }
        }
        assertThat(codes)
                .allSatisfy(code -> Stream.of(".what", ".means", ".next")
                        .forEach(part -> assertThat(messages.has(code + part))
                                .as(code + part)
                                .isTrue()));
    }

    @Test
    void aServicesOwnWordsAreShownAsTheyAre() {
        assertThat(messages.explain(new Problem.Local("op", "NEVER_HEARD_OF", "it's {0} of 'this'", AT))
                        .what())
                .contains("it's {0} of 'this'");
    }

    /** Problems and inputs are always said with arguments, so there every text is a pattern. */
    @Test
    void textsWithoutArgumentsAreWrittenAsTheyAreShown() {
        assertThat(messages.bundle().keySet().stream()
                        .filter(k -> !k.startsWith("problem.") && !k.startsWith("input."))
                        .filter(k -> !ARGUMENT.matcher(messages.bundle().getString(k))
                                .find())
                        .filter(k -> messages.bundle().getString(k).contains("''")))
                .as("a doubled quote that would be shown")
                .isEmpty();
    }

    @Test
    void patternsHaveNoLonelyQuotes() {
        assertThat(messages.bundle().keySet().stream()
                        .filter(k -> k.startsWith("problem.")
                                || ARGUMENT.matcher(messages.bundle().getString(k))
                                        .find())
                        .filter(k ->
                                messages.bundle().getString(k).replace("''", "").contains("'")))
                .as("a quote that swallows what follows")
                .isEmpty();
    }

    @Test
    void timesAndTextsInsideTextsAreSaid() {
        assertThat(messages.say(Text.of("enable.keyUnknown", Text.of("procedure.enable"), AT)))
                .contains("Enable customer-managed keys")
                .contains("2026");
    }

    /** Legible output shows direction marks as escapes, so the program's own dates have none. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"ar", "ar-SA", "ar-EG", "fa", "he", "ur", "ckb", "th-TH", "tr", "en"})
    void aTimeIsTheSameWhereItIsMadeLegible(String tag) {
        var there = new Messages(Locale.forLanguageTag(tag), ZoneOffset.UTC);
        var at = java.time.Instant.parse("2026-11-28T14:46:41Z");
        assertThat(there.moment(at) + there.day(at) + there.day(java.time.LocalDate.EPOCH))
                .doesNotContain("\u200e", "\u200f", "\u061c");
    }

    /** Numbers are copied into commands and compared with those of consoles. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ar", "ar-EG", "ar-EG-u-nu-arab", "fa", "fa-IR-u-nu-arabext", "hi-u-nu-deva", "th-u-nu-thai"})
    void digitsAreAsciiInEveryLocale(String tag) {
        var there = new Messages(Locale.forLanguageTag(tag), ZoneOffset.UTC);
        for (var text : List.of(
                there.get("projects.status.reading", 312, 500),
                there.get("projects.status.limited", 312, 500, AT),
                there.moment(AT),
                there.day(AT))) {
            assertThat(text).matches(".*\\d.*");
            assertThat(text.codePoints().filter(Character::isDigit)).allMatch(c -> c <= '9');
        }
    }

    @Test
    void aTimeInATextHasItsZone() {
        var there = new Messages(Locale.ENGLISH, ZoneId.of("Europe/Berlin"));
        assertThat(there.get("projects.status.limited", 1, 2, AT))
                .contains("1:00:00")
                .contains("CET");
    }
}
