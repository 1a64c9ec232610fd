package dev.cmkconsole.procedure.plan;

import java.time.Duration;
import java.util.Set;

/**
 * The refusals after which a step is tried again, because changes in IAM take a while to become visible everywhere.
 *
 * @param codes the error codes of these refusals
 * @param delay the pause between two tries; also the pause after the last change in AWS, before a request that is
 *     sent only once
 * @param attempts the number of tries, the first included
 */
public record Retry(Set<String> codes, Duration delay, int attempts) {
    public static final Retry NEVER = new Retry(Set.of(), Duration.ZERO, 1);

    /** One try; it waits until this long after the last change in AWS. */
    public static Retry once(Duration delay) {
        return new Retry(Set.of(), delay, 1);
    }

    public Retry {
        codes = Set.copyOf(codes);
    }
}
