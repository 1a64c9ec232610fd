package dev.cmkconsole.procedure.plan;

import java.time.Duration;

/**
 * How patiently a procedure waits. Part of the wiring, because a sandbox is quicker than the real services.
 *
 * @param retryDelay between two tries while IAM settles
 * @param retryAttempts tries in all
 * @param poll between two looks at something that changes slowly
 */
public record WaitSettings(Duration retryDelay, int retryAttempts, Duration poll) {
    public static final WaitSettings REAL = new WaitSettings(Duration.ofSeconds(10), 20, Duration.ofSeconds(15));
}
