package dev.cmkconsole.sandbox.aws.state;

import java.time.Clock;
import java.time.Duration;

/**
 * How the simulated AWS behaves where the real one leaves room.
 *
 * @param iamPropagation     how long STS and KMS keep seeing the IAM state from before a change, on the sandbox clock
 * @param keyTransition      how long keys stay {@code Creating} or {@code Updating} and an on-demand rotation
 *     runs, on the sandbox clock
 * @param pageSize           largest page of any list, whatever the caller asks for; small values flush out
 *     clients that do not page
 * @param signingClock       the clock that request signatures are dated by: the callers' real one, however fast
 *     the sandbox runs
 * @param maxBodyBytes       larger requests are refused before they are read
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
