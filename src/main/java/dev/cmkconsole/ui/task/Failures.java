package dev.cmkconsole.ui.task;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what was thrown into a problem that can be shown. What nobody foresaw is also logged with its trace. */
public final class Failures {
    /** Code of a fault in this program. */
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
