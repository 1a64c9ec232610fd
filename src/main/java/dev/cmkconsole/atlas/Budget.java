package dev.cmkconsole.atlas;

import java.time.Duration;

/**
 * The time that a read has with all its repetitions. It passes as the limits of the HTTP engine do: the program's clock
 * follows the services and may jump.
 */
final class Budget {
    private final Duration whole;
    private final long start = System.nanoTime();

    Budget(Duration whole) {
        this.whole = whole;
    }

    Duration left() {
        var left = whole.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether another attempt after a pause has time. */
    boolean allows(Duration pause) {
        return left().compareTo(pause) > 0;
    }
}
