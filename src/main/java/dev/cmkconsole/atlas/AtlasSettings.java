package dev.cmkconsole.atlas;

import java.time.Duration;

/**
 * How long to wait for Atlas and how often to ask again.
 *
 * @param connectTimeout for the TCP and TLS connection
 * @param readTimeout longest silence while something is read
 * @param changeTimeout longest silence after a change was sent; Atlas assumes the role and tries the key before
 *     it answers
 * @param totalTimeout for one answer with its body, however steadily it trickles
 * @param attempts of a read, the first included; at least 1
 * @param firstPause before the second attempt; doubled for each further one, less up to half of it by chance
 * @param longestPause a {@code Retry-After} above this ends the read instead of being waited for
 * @param version of this program, for the User-Agent
 */
public record AtlasSettings(
        Duration connectTimeout,
        Duration readTimeout,
        Duration changeTimeout,
        Duration totalTimeout,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        String version) {

    public AtlasSettings {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: " + attempts);
        }
    }

    public static AtlasSettings standard(String version) {
        return new AtlasSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(90),
                3,
                Duration.ofMillis(400),
                Duration.ofSeconds(15),
                version);
    }
}
