package dev.cmkconsole.model.outcome;

import dev.cmkconsole.model.outcome.Problem.Origin;
import java.time.Duration;

/**
 * How far this computer's clock is from a service's clock, where that is more than five minutes.
 *
 * @param ahead how far the service's clock is ahead of this computer's; negative where it is behind
 * @param kind what else is known of it
 */
public record ClockDifference(Origin service, Duration ahead, Kind kind) {
    public enum Kind {
        /** This computer's clock alone differs, as far as is known. */
        STEADY,
        /** It changes all the time, because the service's time runs at another speed. */
        CHANGING,
        /** Atlas and AWS differ from each other too, so that this computer's clock may be the right one. */
        CONTESTED
    }

    public ClockDifference(Origin service, Duration ahead) {
        this(service, ahead, Kind.STEADY);
    }

    /** For the user of this computer, now. */
    public Text text() {
        return switch (kind) {
            case CHANGING -> Text.of("clock.speed", name());
            case CONTESTED -> text("clock.contested.");
            case STEADY -> text("clock.");
        };
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
