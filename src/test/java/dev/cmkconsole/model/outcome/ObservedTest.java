package dev.cmkconsole.model.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservedTest {
    private static final Instant AT = Instant.parse("2027-01-31T12:00:00Z");
    private static final Observed<Integer> KNOWN = new Observed.Known<>(7, AT);
    private static final Observed<Integer> FAILED =
            new Observed.Failed<>(new Problem.Local("read", "NO_AWS_CREDENTIALS", "none", AT), AT.plusSeconds(1));
    private static final Observed<Integer> NOT_READ = Observed.notRead();

    @Test
    void mappingChangesOnlyWhatIsKnown() {
        assertThat(KNOWN.map(n -> "seven" + n)).isEqualTo(new Observed.Known<>("seven7", AT));
        assertThat(FAILED.map(n -> "no" + n)).isEqualTo(FAILED);
        assertThat(NOT_READ.map(n -> "no" + n)).isEqualTo(NOT_READ);
    }

    @Test
    void aFollowingPartIsReadOnlyWhereTheFirstIsKnown() {
        assertThat(KNOWN.flatMap(_ -> FAILED)).isEqualTo(FAILED);
        assertThat(KNOWN.flatMap(n -> new Observed.Known<>(n + 1, AT.plusSeconds(9))))
                .isEqualTo(new Observed.Known<>(8, AT.plusSeconds(9)));
        assertThat(FAILED.flatMap(_ -> KNOWN)).isEqualTo(FAILED);
        assertThat(NOT_READ.flatMap(_ -> KNOWN)).isEqualTo(NOT_READ);
    }

    @Test
    void eachCaseHasItsAnswer() {
        assertThat(KNOWN.<String>fold(n -> "known " + n, code -> code)).isEqualTo("known 7");
        assertThat(FAILED.<String>fold(n -> "known " + n, code -> code)).isEqualTo("NO_AWS_CREDENTIALS");
        assertThat(NOT_READ.<String>fold(n -> "known " + n, code -> code)).isEqualTo("-");
    }
}
