package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.plan.Retry;
import java.time.Duration;
import java.util.Optional;

/**
 * How often one step may still be sent in a run. Each kind of failure that is worth another attempt has its own number
 * of attempts, so that one kind does not use up those of another.
 */
final class RetryBudget {
    private static final int AT_RATE_LIMIT = 6;
    private static final int AT_SERVER_FAULT = 3;
    /** A service that asks for a longer pause than this is not waited for. */
    private static final Duration LONGEST_RATE_LIMIT = Duration.ofMinutes(10);

    private int sent;
    private int whileSettling;
    private int atRateLimit;
    private int atServerFault;

    /**
     * Another attempt that is worth making.
     *
     * @param soFar attempts of this kind that failed
     * @param inAll how many there may be
     */
    record Next(Duration pause, int soFar, int inAll) {}

    /** @return the number of the attempt that begins, from 1 */
    int begin() {
        return ++sent;
    }

    /** The service said no, and nothing was changed. */
    Optional<Next> afterRefusal(Problem problem, Retry retry) {
        return switch (problem) {
            case Problem.RateLimited limited ->
                next(limited.retryAfter(), ++atRateLimit, AT_RATE_LIMIT)
                        .filter(_ -> limited.retryAfter().compareTo(LONGEST_RATE_LIMIT) <= 0);
            case Problem.Refused refused
            when retry.codes().contains(refused.code()) -> next(retry.delay(), ++whileSettling, retry.attempts());
            default -> Optional.empty();
        };
    }

    /** The request may have been carried out, but its effect does not show. */
    Optional<Next> afterFault(Problem problem, Retry retry) {
        return problem instanceof Problem.ServerFault && retry.codes().contains(problem.code())
                ? next(retry.delay(), ++atServerFault, AT_SERVER_FAULT)
                : Optional.empty();
    }

    private static Optional<Next> next(Duration pause, int soFar, int inAll) {
        return soFar < inAll ? Optional.of(new Next(pause, soFar, inAll)) : Optional.empty();
    }
}
