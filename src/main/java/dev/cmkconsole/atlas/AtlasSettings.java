package dev.cmkconsole.atlas;

import dev.cmkconsole.network.NetworkPath;
import java.time.Duration;

/**
 * How long the client waits for Atlas, and how often it repeats a read.
 *
 * @param version of this program, for the User-Agent
 * @param path the proxy and the trusted certificates
 */
public record AtlasSettings(Timeouts timeouts, ReadRetries retries, String version, NetworkPath path) {

    public AtlasSettings(Timeouts timeouts, ReadRetries retries, String version) {
        this(timeouts, retries, version, NetworkPath.DIRECT);
    }

    public AtlasSettings through(NetworkPath chosen) {
        return new AtlasSettings(timeouts, retries, version, chosen);
    }

    /**
     * @param connect for the TCP and TLS connection
     * @param read longest silence during a read
     * @param change longest silence after a change was sent; Atlas assumes the role and tries the key before it answers
     * @param total for one exchange as a whole, even if its answer arrives steadily and slowly; a read has this time
     *     with all its repetitions
     */
    public record Timeouts(Duration connect, Duration read, Duration change, Duration total) {}

    /**
     * @param attempts of a read, the first included; at least 1
     * @param firstPause before the second attempt; doubled for each further one, less up to half of it by chance
     * @param longestPause a longer {@code Retry-After} ends the read
     */
    public record ReadRetries(int attempts, Duration firstPause, Duration longestPause) {
        public ReadRetries {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts: " + attempts);
            }
        }
    }

    public static AtlasSettings standard(String version) {
        return new AtlasSettings(
                new Timeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(90)),
                new ReadRetries(3, Duration.ofMillis(400), Duration.ofSeconds(15)),
                version);
    }
}
