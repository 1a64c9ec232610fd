package dev.cmkconsole.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.ui.PlainWords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every code that has words of its own, said with and without what the service may add. */
class ServiceCodesTest {
    private final Messages messages = new Messages(Locale.US, ZoneOffset.UTC);

    private Problem refused(String code, String detail, List<String> parameters) {
        return new Problem.Refused(
                code.matches(".*[a-z].*") ? Origin.AWS : Origin.ATLAS,
                "updateSomething",
                new Problem.ServiceError(400, code, detail, parameters),
                Optional.of("r-1"),
                Instant.EPOCH);
    }

    @Test
    void everyCodeIsSaidInWholeSentencesWhateverTheServiceAdds() {
        var codes = new TreeSet<String>();
        messages.bundle().keySet().stream()
                .filter(k -> k.matches("problem\\.\\w+\\.what"))
                .map(k -> k.split("\\.")[1])
                .forEach(codes::add);
        codes.removeAll(List.of("NOT_CONFIRMED", "JOURNAL_TORN_TAIL"));
        assertThat(codes)
                .hasSizeGreaterThan(80)
                .contains(
                        "AWS_KMS_REGION_NOT_SUPPORTED",
                        "MalformedPolicyDocument",
                        "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES",
                        "ExpiredToken");
        for (var code : codes) {
            PlainWords.of(messages, refused(code, "", List.of()));
            var words = PlainWords.of(messages, refused(code, "what the service says", List.of("203.0.113.9")));
            assertThat(words.details()).contains("r-1", "what the service says");
        }
    }

    @Test
    void aCodeNobodyKnowsIsSaidByItsKindWithTheServicesOwnWords() {
        var words = PlainWords.of(messages, refused("SOMETHING_NEW", "The moon is in the wrong house", List.of()));
        assertThat(words.what()).isEqualTo("Atlas refused the request: The moon is in the wrong house.");
        assertThat(PlainWords.of(messages, refused("SOMETHING_NEW", "", List.of()))
                        .what())
                .contains("SOMETHING_NEW");
    }

    @Test
    void aLimitSaysHowLongToWaitAndAReadThatNothingWasChanged() {
        var limited = new Problem.RateLimited(
                Origin.ATLAS,
                "updateCluster",
                "RATE_LIMITED_TOKEN_BUCKET",
                "",
                java.time.Duration.ofMillis(54_200),
                Instant.EPOCH);
        assertThat(PlainWords.of(messages, limited).next()).isEqualTo("Wait 55 seconds, then try again.");
        var lost =
                new Problem.Unreachable(Origin.AWS, "kms:DescribeKey", "reset", Problem.Effect.UNKNOWN, Instant.EPOCH);
        assertThat(PlainWords.of(messages, lost).means()).startsWith("Nothing was changed");
        var change =
                new Problem.Unreachable(Origin.AWS, "kms:PutKeyPolicy", "reset", Problem.Effect.UNKNOWN, Instant.EPOCH);
        assertThat(PlainWords.of(messages, change).means()).contains("may have taken effect");
    }
}
