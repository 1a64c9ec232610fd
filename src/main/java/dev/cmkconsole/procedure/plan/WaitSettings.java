package dev.cmkconsole.procedure.plan;

import java.time.Duration;

/**
 * How long and how often a procedure waits. The wiring sets it, because a sandbox is faster than the real services.
 *
 * @param retryDelay the pause between two tries while a change in IAM is not visible everywhere yet
 * @param retryAttempts the number of tries, the first included
 * @param poll the pause between two reads of something that changes slowly
 */
public record WaitSettings(Duration retryDelay, int retryAttempts, Duration poll) {
    public static final WaitSettings REAL = new WaitSettings(Duration.ofSeconds(10), 20, Duration.ofSeconds(15));
}
