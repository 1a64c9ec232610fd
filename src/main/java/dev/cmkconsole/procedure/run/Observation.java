package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import java.time.Duration;
import java.util.Optional;

/** What a run last read of its project, and the plan made from it. */
final class Observation<C extends Choices<C>> {
    /** Reads in a row that may fail before the project counts as unreadable. */
    static final int READS_BEFORE_UNREADABLE = 3;

    private enum Extent {
        WHOLE,
        WITHOUT_CHECKS
    }

    private final RunContext<C> context;
    private ProjectSnapshot now;
    private Plan plan;
    private Extent extent;

    /** @throws ServiceException when the project cannot be read */
    Observation(RunContext<C> context) {
        this.context = context;
        readAll();
    }

    ProjectSnapshot now() {
        return now;
    }

    Plan plan() {
        return plan;
    }

    boolean checksLeftOut() {
        return extent == Extent.WITHOUT_CHECKS;
    }

    /**
     * Reads everything that the plan is made from.
     *
     * @return empty when the project was read; else why not, and what was known before still stands
     */
    Optional<Problem> refresh() {
        return attempt(this::readAll);
    }

    /**
     * Reads enough to see whether a change took effect. The checks take many more requests; they are left out where a
     * step of the plan waits for them, and made again when that step comes.
     *
     * @return as {@link #refresh}
     */
    Optional<Problem> refreshWithoutChecks() {
        return plan.checksHaveTheirStep() ? attempt(this::readWithoutChecks) : refresh();
    }

    /** As {@link #refresh}, and tries again where the project cannot be read. */
    Optional<Problem> refreshWithRetry() {
        var unread = refresh();
        for (int i = 1; i < READS_BEFORE_UNREADABLE && unread.isPresent() && !context.stopRequested(); i++) {
            context.await(Duration.ofSeconds(i));
            unread = refresh();
        }
        return unread;
    }

    /**
     * The last look before a request that cannot be undone. It reads what such requests are decided on: the project's
     * encryption settings.
     *
     * @return empty where they are as this observation has them; else why nothing may be sent
     */
    Optional<Problem> moved() {
        try {
            var present =
                    context.tools().atlas().encryptionAtRest(context.order().projectId());
            return now.encryption().value().filter(present::equals).isPresent()
                    ? Optional.empty()
                    : Optional.of(context.problem(
                            RunErrorCode.PROJECT_MOVED,
                            "The project's encryption settings are no longer those that this step was decided on."));
        } catch (ServiceException e) {
            return Optional.of(e.problem());
        } finally {
            context.holdInterrupt();
        }
    }

    private void readAll() {
        var order = context.order();
        now = context.tools().observer().observe(order.projectId(), order.planner(), order.choices());
        plan = order.planner().plan(now, order.choices());
        extent = Extent.WHOLE;
    }

    private void readWithoutChecks() {
        var order = context.order();
        now = context.tools()
                .observer()
                .observe(order.projectId(), order.planner().readScope(order.choices()))
                .withEvidence(now.answers().evidence())
                .withPresentKey(now.answers().presentKey())
                .withSpareKeys(now.answers().spareKeys());
        plan = order.planner().plan(now, order.choices());
        extent = Extent.WITHOUT_CHECKS;
    }

    private Optional<Problem> attempt(Runnable reading) {
        try {
            reading.run();
            return Optional.empty();
        } catch (ServiceException e) {
            return Optional.of(e.problem());
        } finally {
            context.holdInterrupt();
        }
    }
}
