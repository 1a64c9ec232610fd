package dev.cmkconsole.ui.view;

import dev.cmkconsole.text.Messages;
import java.time.Duration;
import java.time.Instant;

/** Formats times as people say them. */
public final class Times {
    private final Messages messages;

    public Times(Messages messages) {
        this.messages = messages;
    }

    /** Returns "12 s ago" or "3 min ago", and the date after a week. */
    public String relative(Instant then, Instant now) {
        long seconds = Duration.between(then, now).toSeconds();
        if (seconds < 5) {
            return messages.get("time.now");
        }
        if (seconds < 60) {
            return messages.get("time.secondsAgo", seconds);
        }
        if (seconds < 3600) {
            return messages.get("time.minutesAgo", seconds / 60);
        }
        if (seconds < 48 * 3600) {
            return messages.get("time.hoursAgo", seconds / 3600);
        }
        return seconds < 7 * 86400 ? messages.get("time.daysAgo", seconds / 86400) : messages.day(then);
    }

    /** Returns date, time and zone. */
    public String absolute(Instant then) {
        return messages.moment(then);
    }
}
