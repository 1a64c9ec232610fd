package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The lanes of a run that failed, while the others go on. */
final class Lanes {
    private final Map<String, Problem> failed = new HashMap<>();
    private final Map<String, StepId> failedAt = new HashMap<>();

    /** How a run with failed lanes ends. */
    record Ending(RunOutcomeKind kind, StepId at, Problem problem) {}

    void fail(Step step, Problem problem) {
        failed.put(step.lane(), problem);
        failedAt.put(step.lane(), step.id());
    }

    /**
     * Lets a lane go on whose failed step is done after all, because its effect came late or somebody else did it.
     */
    void revive(Plan plan) {
        if (failedAt.values()
                .removeIf(id -> plan.step(id).filter(s -> s.status().done()).isPresent())) {
            failed.keySet().retainAll(failedAt.keySet());
        }
    }

    Map<String, Problem> failed() {
        return failed;
    }

    /** Empty where no lane failed. */
    Optional<Ending> ending(Plan plan) {
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        var first = plan.open().stream()
                .filter(s -> failed.containsKey(s.lane()))
                .findFirst()
                .orElseThrow();
        return Optional.of(new Ending(kind(plan), first.id(), Objects.requireNonNull(failed.get(first.lane()))));
    }

    private RunOutcomeKind kind(Plan plan) {
        boolean allFailed = plan.steps().stream()
                .map(Step::lane)
                .filter(lane -> !lane.isEmpty())
                .allMatch(failed::containsKey);
        boolean nothingSent = failed.values().stream().allMatch(p -> p.code().equals(RunErrorCode.STEP_BLOCKED));
        if (!allFailed) {
            return RunOutcomeKind.PARTLY;
        }
        return nothingSent ? RunOutcomeKind.BLOCKED : RunOutcomeKind.FAILED;
    }
}
