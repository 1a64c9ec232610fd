package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import java.util.Optional;

/**
 * Why a run does not go past a step.
 *
 * @param kind how the run ends, if it ends
 */
record Halt(Scope scope, RunOutcomeKind kind, Step step, Optional<Problem> problem) {

    /** What ends: the whole run, or the step's lane. A step outside all lanes ends the run. */
    enum Scope {
        RUN,
        LANE
    }

    static Halt ofRun(RunOutcomeKind kind, Step step) {
        return new Halt(Scope.RUN, kind, step, Optional.empty());
    }

    static Halt ofRun(RunOutcomeKind kind, Step step, Problem problem) {
        return new Halt(Scope.RUN, kind, step, Optional.of(problem));
    }

    static Halt ofLane(RunOutcomeKind kind, Step step, Problem problem) {
        return new Halt(step.lane().isEmpty() ? Scope.RUN : Scope.LANE, kind, step, Optional.of(problem));
    }
}
