package dev.cmkconsole.model.outcome;

import dev.cmkconsole.model.outcome.Problem.Origin;
import java.time.Duration;

/**
 * How far this computer's clock is from a service's clock, where that is more than five minutes.
 *
 * @param ahead how far the service's clock is ahead of this computer's; negative where it is behind
 */
public record ClockDifference(Origin service, Duration ahead) {

    /** For the user of this computer, now. */
    public Text text() {
        return text("clock.");
    }

    /** For whoever reads of it later. */
    public Text recorded() {
        return text("report.clock.");
    }

    private Text text(String prefix) {
        return Text.of(
                prefix + (ahead.isNegative() ? "fast" : "slow"),
                service == Origin.AWS ? "AWS" : "Atlas",
                amount(ahead.abs()));
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
