package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.ReminderWish;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options for the Atlas reminder to rotate the key. */
final class ReminderOptions {
    /** The Atlas default. A reminder that is turned off before it was ever set keeps this value. */
    private static final int USUAL_DAYS = 90;

    @ArgGroup
    private Wish wish;

    /** A reminder, or none. */
    static final class Wish {
        @Option(
                names = "--remind-after",
                paramLabel = "DAYS",
                description = "Have Atlas send a key change reminder after this many days (default: no change).")
        private Integer days;

        @Option(names = "--no-reminder", description = "Turn off the reminder in Atlas.")
        private boolean off;
    }

    Optional<ReminderWish> wish() {
        return Optional.ofNullable(wish)
                .map(w -> w.off ? new ReminderWish(false, USUAL_DAYS) : ReminderWish.after(w.days));
    }
}
