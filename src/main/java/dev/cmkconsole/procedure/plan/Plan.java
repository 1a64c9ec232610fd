package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.RecordedOperation;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of a procedure in their order, with the status of each. A plan holds only requests that the procedure's
 * type names, because a later run must be able to find out what became of each of them.
 */
public record Plan(ProcedureType<?> procedure, Project project, Instant observedAt, List<Step> steps) {

    public Plan {
        steps = List.copyOf(steps);
        var ids = new HashSet<StepId>();
        for (var step : steps) {
            if (!ids.add(step.id())) {
                throw new IllegalArgumentException("two steps are called " + step.id());
            }
            operation(step).filter(o -> !procedure.requests().contains(o)).ifPresent(operation -> {
                throw new IllegalArgumentException(
                        "the procedure " + procedure + " does not name " + operation + " among its requests");
            });
        }
    }

    private static Optional<RecordedOperation> operation(Step step) {
        return switch (step) {
            case Step.AtlasStep atlas -> atlas.request().map(RecordedOperation::of);
            case Step.AwsStep aws -> aws.request().map(RecordedOperation::of);
            case Step.ManualStep _, Step.WaitStep _, Step.CheckStep _ -> Optional.empty();
        };
    }

    public Optional<Step> step(StepId id) {
        return steps.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** The first step that is not done and whose lane has not failed. */
    public Optional<Step> next(Set<String> failedLanes) {
        return steps.stream()
                .filter(s -> !s.status().done() && !failedLanes.contains(s.lane()))
                .findFirst();
    }

    /**
     * The step of the trunk that keeps the plan from its end: the first blocked one, or else the first without an
     * answer. Nothing is sent while there is such a step.
     */
    public Optional<Step> obstacle() {
        var trunk = steps.stream().filter(s -> s.lane().isEmpty()).toList();
        return trunk.stream()
                .filter(s -> s.status() instanceof Status.Blocked)
                .findFirst()
                .or(() -> trunk.stream()
                        .filter(s -> s.status() instanceof Status.CannotTell)
                        .findFirst());
    }

    /** Whether one step stands for all checks together; the steps before it do not depend on their answers. */
    public boolean checksHaveTheirStep() {
        return step(StepId.ALL_CHECKS).isPresent();
    }

    public boolean complete() {
        return steps.stream().allMatch(s -> s.status().done());
    }

    public List<Step> open() {
        return steps.stream().filter(s -> !s.status().done()).toList();
    }

    public Optional<Step> firstBlocked() {
        return steps.stream().filter(s -> s.status() instanceof Status.Blocked).findFirst();
    }

    public List<Step> undecided() {
        return steps.stream()
                .filter(s -> s.status() instanceof Status.CannotTell)
                .toList();
    }

    public long openAtlasRequests() {
        return toDo(Step.AtlasStep.class);
    }

    public long openAwsRequests() {
        return toDo(Step.AwsStep.class);
    }

    public long openManualSteps() {
        return toDo(Step.ManualStep.class);
    }

    /** A blocked step sends nothing, and neither does one that waits for a decision. */
    private long toDo(Class<? extends Step> kind) {
        return steps.stream()
                .filter(kind::isInstance)
                .filter(s -> s.status() instanceof Status.ToDo)
                .count();
    }

    public List<Step> irreversible() {
        return open().stream()
                .filter(s -> s.reversibility() == Reversibility.NEVER)
                .toList();
    }
}
