package dev.cmkconsole.model.outcome;
/** A call failed; the {@link Problem} says how. It contains no secret and may be logged. */
public final class ServiceException extends RuntimeException {
    private final transient Problem problem;

    public ServiceException(Problem problem) {
        super(problem.operation() + ": " + problem.code() + ": " + problem.detail());
        this.problem = problem;
    }

    public ServiceException(Problem problem, Throwable cause) {
        super(problem.operation() + ": " + problem.code() + ": " + problem.detail(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
