package dev.cmkconsole.service.pace;

import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Sets how many projects are read at once. After a refusal for too many requests it is none for a while: as long as
 * the service asks for, at least a few seconds, longer with each refusal, and a little longer by chance. After the
 * pause one project is read at a time, and each answer allows one more.
 */
public final class ReadingPace {
    /** How many projects are read at once while nothing is refused. */
    public static final int AT_ONCE = 6;

    public static final Duration SHORTEST = Duration.ofSeconds(4);
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final Clock clock;
    private final RandomGenerator random;
    private final int most;
    private int allowed;
    private Duration pause = SHORTEST;
    private Instant until = Instant.MIN;

    public ReadingPace(Clock clock, RandomGenerator random, int most) {
        this.clock = clock;
        this.random = random;
        this.most = most;
        this.allowed = most;
    }

    /** How many projects may be read at the same time now. */
    public int atOnce() {
        return clock.instant().isBefore(until) ? 0 : allowed;
    }

    /** Counts an answer that was not refused. */
    public void answered() {
        allowed = Math.min(most, allowed + 1);
        if (allowed == most) {
            pause = SHORTEST;
        }
    }

    /** Counts a refusal, and returns until when nothing is to be read. */
    public Instant refused(Problem.RateLimited limit) {
        boolean pausing = clock.instant().isBefore(until);
        var wait = limit.retryAfter().compareTo(pause) > 0 ? limit.retryAfter() : pause;
        var end = clock.instant().plus(wait).plusMillis(random.nextLong(wait.toMillis() / 4 + 1));
        until = end.isAfter(until) ? end : until;
        allowed = 1;
        // Requests that were under way together are refused together, and count as one refusal.
        if (!pausing && pause.compareTo(LONGEST) < 0) {
            pause = pause.multipliedBy(2);
        }
        return until;
    }

    /** The refusal for too many requests in a problem. */
    public static Optional<Problem.RateLimited> limit(Problem problem) {
        return problem instanceof Problem.RateLimited limit ? Optional.of(limit) : Optional.empty();
    }

    /** The first part of a snapshot that was refused for too many requests. */
    public static Optional<Problem.RateLimited> limit(ProjectSnapshot snapshot) {
        return Stream.<Observed<?>>of(
                        snapshot.encryption(),
                        snapshot.roles(),
                        snapshot.clusters(),
                        snapshot.alerts(),
                        snapshot.aws().key(),
                        snapshot.aws().role())
                .flatMap(part -> part.problem().stream())
                .flatMap(problem -> limit(problem).stream())
                .findFirst();
    }
}
