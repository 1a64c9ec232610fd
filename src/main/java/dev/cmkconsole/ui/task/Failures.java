package dev.cmkconsole.ui.task;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts an exception to a problem for display. Unexpected exceptions are also logged with their stack trace. */
public final class Failures {
    /** Problem code: a fault in this program. */
    public static final String UNEXPECTED = "UNEXPECTED";

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Clock clock;

    public Failures(Clock clock) {
        this.clock = clock;
    }

    public Problem problem(Throwable thrown) {
        if (thrown instanceof ServiceException service) {
            return service.problem();
        }
        LOG.error("unexpected failure", thrown);
        return new Problem.Local("screen", UNEXPECTED, thrown.toString(), clock.instant());
    }
}
