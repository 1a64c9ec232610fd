package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Choices;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the parts of one run share: its order, its tools, its listener and its control. Lives on one thread. */
final class RunContext<C extends Choices<C>> {
    private static final Logger LOG = LoggerFactory.getLogger(RunContext.class);

    private static final int PARTS = 1000;

    private final Runner.Tools tools;
    private final Runner.Order<C> order;
    private final String runId;
    private final Consumer<RunEvent> listener;
    private final RunControl control;
    private boolean interrupted;

    RunContext(
            Runner.Tools tools, Runner.Order<C> order, String runId, Consumer<RunEvent> listener, RunControl control) {
        this.tools = tools;
        this.order = order;
        this.runId = runId;
        this.listener = listener;
        this.control = control;
    }

    Runner.Tools tools() {
        return tools;
    }

    Runner.Order<C> order() {
        return order;
    }

    String runId() {
        return runId;
    }

    /** A listener's fault must not come between a request and its record. */
    void tell(RunEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("a listener failed on {}", event.getClass().getSimpleName(), e);
        }
    }

    /** An interrupt is a stop. */
    boolean stopRequested() {
        holdInterrupt();
        return interrupted || control.stopRequested();
    }

    /**
     * Takes an interrupt off the thread, because what the run does next must not fail for it. The run stops after its
     * step.
     */
    void holdInterrupt() {
        interrupted |= Thread.interrupted();
    }

    /** Gives the caller of the run its interrupt back. */
    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits; a stop ends the wait. */
    void await(Duration time) {
        control.await(time);
    }

    /** Waits; a stop does not end the wait. */
    void pause(Duration time) {
        control.pause(time);
    }

    /**
     * A part of this time, which differs from run to run: two consoles that work in step fall out of step by it. A run's
     * id is random.
     */
    Duration random(Duration most) {
        return most.multipliedBy(Math.floorMod(runId.hashCode(), PARTS)).dividedBy(PARTS);
    }

    Problem problem(String code, String detail) {
        return new Problem.Local("run " + order.planner().procedure().id(), code, detail, time());
    }

    Problem problem(String code, Text detail) {
        return problem(code, tools.phrasebook().say(detail));
    }

    Instant time() {
        return tools.clock().instant();
    }
}
