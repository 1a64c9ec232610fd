package dev.cmkconsole.aws;

import java.time.Duration;

/**
 * How long the client waits for AWS.
 *
 * @param connectTimeout for one TCP connection
 * @param readTimeout longest silence during one attempt
 * @param callTimeout for a call with all its attempts; a blocked call cannot be interrupted, so this is also the
 *     longest wait after a stop
 * @param parallel the largest number of parallel calls while a list is completed key by key
 */
public record AwsSettings(Duration connectTimeout, Duration readTimeout, Duration callTimeout, int parallel) {

    public static AwsSettings standard() {
        return new AwsSettings(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(40), 8);
    }
}
