package dev.cmkconsole.model.outcome;

import dev.cmkconsole.model.outcome.Problem.Origin;
import java.time.Duration;

/**
 * How far this computer's clock is from a service's clock, where that is more than five minutes.
 *
 * @param ahead how far the service's clock is ahead of this computer's; negative where it is behind
 * @param changing whether it changes all the time, because the service's time runs at another speed
 */
public record ClockDifference(Origin service, Duration ahead, boolean changing) {
    public ClockDifference(Origin service, Duration ahead) {
        this(service, ahead, false);
    }

    /** For the user of this computer, now. */
    public Text text() {
        return changing ? Text.of("clock.speed", name()) : text("clock.");
    }

    /** For whoever reads of it later. */
    public Text recorded() {
        return text("report.clock.");
    }

    private Text text(String prefix) {
        return Text.of(prefix + (ahead.isNegative() ? "fast" : "slow"), name(), amount(ahead.abs()));
    }

    private String name() {
        return service == Origin.AWS ? "AWS" : "Atlas";
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
