package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.ClockDifference.Kind;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.port.ServiceDates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** This computer's clock, corrected by the dates of Atlas and AWS. */
class ServiceClockTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private final ServiceClock clock = new ServiceClock(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void beforeAnyAnswerItIsThisComputersClock() {
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.difference()).isEmpty();
        assertThat(clock.settled()).isFalse();
    }

    @Test
    void aClockThatIsAWeekFastFollowsTheServices() {
        clock.header(Origin.ATLAS, "Mon, 22 Feb 2027 12:00:00 GMT");
        assertThat(clock.instant()).isEqualTo(NOON.minus(WEEK));
        assertThat(clock.difference()).contains(new ClockDifference(Origin.ATLAS, WEEK.negated()));
    }

    @Test
    void aSmallDifferenceIsNoise() {
        clock.seen(Origin.AWS, NOON.minusSeconds(20));
        assertThat(clock.settled()).isTrue();
        assertThat(clock.instant()).isEqualTo(NOON);
        clock.seen(Origin.AWS, NOON.plusSeconds(240));
        assertThat(clock.difference()).as("less than five minutes").isEmpty();
    }

    @Test
    void whereTheServicesDifferNoWaitEndsTooSoon() {
        clock.seen(Origin.ATLAS, NOON.plus(WEEK));
        clock.seen(Origin.AWS, NOON);
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.difference()).contains(new ClockDifference(Origin.ATLAS, WEEK, Kind.CONTESTED));
        assertThat(clock.difference().orElseThrow().text().key())
                .as("this computer's clock may be right: nobody is told that it is wrong")
                .isEqualTo("clock.contested.slow");
    }

    /** Answers of one service with dates of several machines: each one differs a little from the one before. */
    @Test
    void aServiceWithUnsteadyDatesDoesNotOutvoteTheOther() {
        clock.seen(Origin.ATLAS, NOON);
        clock.seen(Origin.AWS, NOON.plus(WEEK));
        clock.seen(Origin.AWS, NOON.plus(WEEK).plusSeconds(60));
        clock.seen(Origin.AWS, NOON.plus(WEEK));
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void whatMustNotFollowTheServicesHasThisComputersClock() {
        clock.seen(Origin.ATLAS, NOON.minus(WEEK));
        assertThat(ServiceDates.local(clock).instant()).isEqualTo(NOON);
    }

    /** A sandbox at sixty times real time: half a minute in which only one service answers is half an hour there. */
    @Test
    void aServiceThatHasNotAnsweredForAWhileHoldsNothingBackWhereTimeRunsFaster() {
        clock.seen(Origin.AWS, NOON);
        clock.seen(Origin.ATLAS, NOON.plusSeconds(1));
        for (int second = 1; second <= 30; second++) {
            clock.seen(Origin.ATLAS, NOON.plus(Duration.ofMinutes(second)));
        }
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
        clock.seen(Origin.AWS, NOON.plus(Duration.ofMinutes(30)));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
        assertThat(clock.difference())
                .as("nobody is told to set a clock that is right")
                .hasValueSatisfying(d -> assertThat(d.text().key()).isEqualTo("clock.speed"));
    }

    @Test
    void aClockThatWasSetRightIsNoLongerCorrected() {
        clock.seen(Origin.ATLAS, NOON.minus(WEEK));
        clock.seen(Origin.ATLAS, NOON);
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.difference()).isEmpty();
    }

    @Test
    void whatIsNoDateTeachesNothing() {
        clock.header(Origin.ATLAS, "yesterday");
        assertThat(clock.instant()).isEqualTo(NOON);
    }
}
