package dev.cmkconsole.aws;

import java.time.Duration;

/**
 * How long to wait for AWS.
 *
 * @param connectTimeout for one TCP connection
 * @param readTimeout longest silence of one attempt
 * @param callTimeout for a call with all its attempts; a blocked call cannot be interrupted, so this is also the
 *     longest wait after a stop
 * @param parallel most calls at a time when a list is filled in key by key
 */
public record AwsSettings(Duration connectTimeout, Duration readTimeout, Duration callTimeout, int parallel) {

    public static AwsSettings standard() {
        return new AwsSettings(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(40), 8);
    }
}
