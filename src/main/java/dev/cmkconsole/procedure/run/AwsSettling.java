package dev.cmkconsole.procedure.run;

import java.time.Duration;
import java.time.Instant;

/**
 * When AWS was last changed for a project, by this run or by one before it. IAM does not show a change everywhere at
 * once, and its delays do not end with a run.
 */
final class AwsSettling {
    /** For so long after a change a check may still see the state before it. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    private Instant lastChange;

    private AwsSettling(Instant lastChange) {
        this.lastChange = lastChange;
    }

    static AwsSettling nothingChanged() {
        return new AwsSettling(Instant.MIN);
    }

    static AwsSettling since(Instant lastChange) {
        return new AwsSettling(lastChange);
    }

    void changedAt(Instant moment) {
        lastChange = moment;
    }

    /** Meaningful only while something settles. */
    Instant lastChange() {
        return lastChange;
    }

    boolean underWayAt(Instant moment) {
        return moment.isBefore(settledAfter(USUAL));
    }

    /** When the last change is that old; long ago where nothing was changed. */
    Instant settledAfter(Duration age) {
        return lastChange.plus(age);
    }
}
