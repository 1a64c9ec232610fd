package dev.cmkconsole.ui.plan;

import dev.cmkconsole.text.Messages;
import java.time.Duration;

/** Formats durations with no more precision than helps. */
final class Durations {
    private final Messages messages;

    Durations(Messages messages) {
        this.messages = messages;
    }

    /** Treats negative durations as zero. */
    String say(Duration length) {
        long seconds = Math.max(0, (length.toMillis() + 999) / 1000);
        if (seconds < 60) {
            return messages.get("duration.seconds", seconds);
        }
        if (seconds < 3600) {
            return messages.get("duration.minutes", seconds / 60, seconds % 60);
        }
        return messages.get("duration.hours", seconds / 3600, seconds % 3600 / 60);
    }
}
