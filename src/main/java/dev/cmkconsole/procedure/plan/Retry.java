package dev.cmkconsole.procedure.plan;

import java.time.Duration;
import java.util.Set;

/**
 * Which refusals of a step are worth another try, because IAM changes take a while to be seen everywhere.
 *
 * @param codes error codes
 * @param delay between two tries
 * @param attempts tries in all, the first included
 */
public record Retry(Set<String> codes, Duration delay, int attempts) {
    public static final Retry NEVER = new Retry(Set.of(), Duration.ZERO, 1);

    public Retry {
        codes = Set.copyOf(codes);
    }
}
