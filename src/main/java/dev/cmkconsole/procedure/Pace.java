package dev.cmkconsole.procedure;

import java.time.Duration;

/**
 * How patiently a procedure waits. Part of the wiring, because a sandbox is quicker than the real services.
 *
 * @param retryDelay between two tries while IAM settles
 * @param retryAttempts tries in all
 * @param poll between two looks at something that changes slowly
 */
public record Pace(Duration retryDelay, int retryAttempts, Duration poll) {
    public static final Pace REAL = new Pace(Duration.ofSeconds(10), 20, Duration.ofSeconds(15));
}
