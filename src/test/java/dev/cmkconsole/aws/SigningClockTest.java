package dev.cmkconsole.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.service.ServiceClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** AWS refuses a signature that is more than five minutes from its own time, whatever time Atlas gives. */
class SigningClockTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");

    @Test
    void aDateOfAtlasDoesNotChangeSignaturesForAws() {
        var corrected = new ServiceClock(Clock.fixed(NOON, ZoneOffset.UTC));
        var dates = new AnswerDates(corrected);
        corrected.seen(Origin.ATLAS, NOON.minus(Duration.ofHours(14)));
        assertThat(dates.signing().instant()).isEqualTo(NOON);
    }
}
