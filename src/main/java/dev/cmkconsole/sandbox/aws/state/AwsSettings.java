package dev.cmkconsole.sandbox.aws.state;

import java.time.Clock;
import java.time.Duration;

/**
 * Settings of the simulated AWS where the behavior of the real one varies.
 *
 * @param iamPropagation how long STS and KMS still see the previous IAM state after a change, on the sandbox clock
 * @param keyTransition how long keys stay {@code Creating} or {@code Updating} and an on-demand rotation runs, on the
 *     sandbox clock
 * @param pageSize largest page of any list, whatever the caller requests; small values expose clients that do not page
 * @param signingClock the clock for request signatures: the callers' real clock, whatever the sandbox's speed
 * @param maxBodyBytes a larger request is refused before it is read
 */
public record AwsSettings(
        Duration iamPropagation, Duration keyTransition, int pageSize, Clock signingClock, int maxBodyBytes) {

    public static AwsSettings defaults(Clock signingClock) {
        return new AwsSettings(Duration.ofSeconds(8), Duration.ofSeconds(3), 1000, signingClock, 1 << 20);
    }

    public AwsSettings withIamPropagation(Duration delay) {
        return new AwsSettings(delay, keyTransition, pageSize, signingClock, maxBodyBytes);
    }

    public AwsSettings withKeyTransition(Duration delay) {
        return new AwsSettings(iamPropagation, delay, pageSize, signingClock, maxBodyBytes);
    }

    public AwsSettings withPageSize(int size) {
        return new AwsSettings(iamPropagation, keyTransition, size, signingClock, maxBodyBytes);
    }

    public AwsSettings withSigningClock(Clock clock) {
        return new AwsSettings(iamPropagation, keyTransition, pageSize, clock, maxBodyBytes);
    }
}
