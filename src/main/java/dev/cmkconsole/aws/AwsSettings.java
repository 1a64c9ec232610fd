package dev.cmkconsole.aws;

import dev.cmkconsole.network.NetworkPath;
import java.time.Duration;

/**
 * How long the client waits for AWS.
 *
 * @param connectTimeout for one TCP connection
 * @param readTimeout for one attempt, from its start to the end of the answer
 * @param callTimeout for a call with all its attempts; a blocked call cannot be interrupted, so this is also the
 *     longest wait after a stop
 * @param parallel the largest number of parallel calls while a list is completed key by key
 * @param path the proxy and the trusted certificates
 */
public record AwsSettings(
        Duration connectTimeout, Duration readTimeout, Duration callTimeout, int parallel, NetworkPath path) {

    public AwsSettings(Duration connectTimeout, Duration readTimeout, Duration callTimeout, int parallel) {
        this(connectTimeout, readTimeout, callTimeout, parallel, NetworkPath.DIRECT);
    }

    public AwsSettings through(NetworkPath chosen) {
        return new AwsSettings(connectTimeout, readTimeout, callTimeout, parallel, chosen);
    }

    public static AwsSettings standard() {
        return new AwsSettings(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(40), 8);
    }
}
