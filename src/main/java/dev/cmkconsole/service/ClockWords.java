package dev.cmkconsole.service;

import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.Text;
import java.time.Duration;

/** Says how far this computer's clock is from a service's clock. */
public final class ClockWords {
    private ClockWords() {}

    public static Text text(ServiceClock.ClockDifference difference) {
        var key = difference.ahead().isNegative() ? "clock.fast" : "clock.slow";
        return Text.of(
                key,
                difference.service() == Origin.AWS ? "AWS" : "Atlas",
                amount(difference.ahead().abs()));
    }

    /** In the two largest units, such as {@code 3 d 4 h}. */
    private static String amount(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min";
    }
}
