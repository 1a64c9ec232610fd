package dev.cmkconsole.procedure;

import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.ServiceDates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** A clock that only a test moves. */
public final class MovingClock extends Clock implements ServiceDates {
    private Optional<ClockDifference> difference = Optional.empty();
    private Instant now = Situation.NOW;

    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public void seen(Problem.Origin service, Instant date) {
        // It learns nothing; a test says what it knows.
    }

    @Override
    public Optional<ClockDifference> difference() {
        return difference;
    }

    public void differ(ClockDifference from) {
        difference = Optional.of(from);
    }
}
