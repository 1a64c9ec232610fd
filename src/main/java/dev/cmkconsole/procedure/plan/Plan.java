package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.record.RecordedOperation;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps of a procedure in their order, with the status of each. A plan holds only requests that the procedure's
 * type names, because a later run must be able to find out what became of each of them.
 *
 * @param name what these choices do, in words
 * @param leftovers what nothing uses
 */
public record Plan(
        ProcedureType<?> procedure,
        Text name,
        Project project,
        Instant observedAt,
        List<Step> steps,
        Optional<Judged> judged,
        List<Leftover> leftovers) {

    /**
     * What the plan does to everybody who stands on what it changes.
     *
     * @param refusal why its acts are not carried out; empty where their effect is known
     */
    public record Judged(ActEffect effect, Optional<Text> refusal) {}

    /** A planner's plan, whose effect is not evaluated yet. */
    public Plan(ProcedureType<?> procedure, Project project, Instant observedAt, List<Step> steps) {
        this(procedure, Text.of(procedure.nameKey()), project, observedAt, steps, Optional.empty(), List.of());
    }

    /** The same plan under the name of what these choices do, where the procedure's own name says too much or too little. */
    public Plan named(Text what) {
        return new Plan(procedure, what, project, observedAt, steps, judged, leftovers);
    }

    /** The same plan, which also names what nothing uses. */
    public Plan withLeftovers(List<Leftover> unused) {
        return new Plan(procedure, name, project, observedAt, steps, judged, unused);
    }

    /** Policies of an AWS organization, and those that nobody outside Atlas sees. */
    private static final Set<StepId> NEVER_TOLD_BY_READING =
            Set.of(StepId.ofCheck(CheckId.HIDDEN_POLICIES), StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES));

    public Plan {
        steps = List.copyOf(steps);
        leftovers = List.copyOf(leftovers);
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
            case Step.AtlasStep atlas -> atlas.described().map(RecordedOperation::of);
            case Step.AwsStep aws -> aws.described().map(RecordedOperation::of);
            case Step.ManualStep _, Step.WaitStep _, Step.CheckStep _ -> Optional.empty();
        };
    }

    /** The acts of the open steps that are about to be sent. */
    public List<Act> acts() {
        return open().stream()
                .filter(Step.AwsStep.class::isInstance)
                .map(Step.AwsStep.class::cast)
                .flatMap(s -> s.act().stream())
                .toList();
    }

    /** The same plan with its effect; a refusal blocks the steps whose effect it is. */
    public Plan withEffect(ActEffect effect, Optional<Text> refusal) {
        var shown = refusal.map(
                        why -> steps.stream().map(s -> blocked(s, effect, why)).toList())
                .orElse(steps);
        return new Plan(
                procedure, name, project, observedAt, shown, Optional.of(new Judged(effect, refusal)), leftovers);
    }

    private static Step blocked(Step step, ActEffect effect, Text why) {
        boolean refused = step instanceof Step.AwsStep aws
                && step.status() instanceof Status.ToDo
                && aws.act().filter(effect.acts()::contains).isPresent();
        return refused ? step.withStatus(new Status.Blocked(why)) : step;
    }

    /**
     * What the user types to confirm: the name of every project that the plan may cost its data, separated by commas, and
     * that of the project where a step is irreversible or the procedure asks for it.
     *
     * @return empty where nothing needs to be typed
     */
    public Optional<String> nameToType() {
        var names = new TreeSet<String>();
        judged.ifPresent(j -> names.addAll(j.effect().namesToType(project)));
        if (!irreversible().isEmpty() || asksForName()) {
            names.add(project.name().strip());
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }

    /** Whether the procedure itself asks for the project's name, whatever its steps are. */
    public boolean asksForName() {
        return procedure.isConfirmedByName() && !complete();
    }

    public Optional<Step> step(StepId id) {
        return steps.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /**
     * The first step that is not done and whose lane has not failed. A step of the trunk rests on everything before it,
     * so there is none after an open step of a failed lane.
     */
    public Optional<Step> next(Set<String> failedLanes) {
        boolean failed = false;
        for (var step : open()) {
            if (failedLanes.contains(step.lane())) {
                failed = true;
            } else {
                return failed && step.lane().isEmpty() ? Optional.empty() : Optional.of(step);
            }
        }
        return Optional.empty();
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

    /** Whether nothing is in the way but doubts that no further reading answers. */
    public boolean timeCannotTell() {
        var doubts = undecided();
        return firstBlocked().isEmpty()
                && !doubts.isEmpty()
                && doubts.stream().allMatch(s -> NEVER_TOLD_BY_READING.contains(s.id()));
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

    /** The requests that a run sends as things stand: none that is blocked, or comes after a blocked step. */
    public long openAtlasRequests() {
        return toDo(Step.AtlasStep.class);
    }

    /** A step whose request depends on what does not exist yet may have none to send, and is not counted. */
    public long openAwsRequests() {
        return steps.stream()
                .filter(s -> s instanceof Step.AwsStep aws && aws.described().isPresent())
                .filter(s -> s.status() instanceof Status.ToDo)
                .filter(this::taken)
                .count();
    }

    public long openManualSteps() {
        return toDo(Step.ManualStep.class);
    }

    /** The irreversible steps that a run takes as things stand. */
    public long openIrreversible() {
        return irreversible().stream().filter(this::taken).count();
    }

    private long toDo(Class<? extends Step> kind) {
        return steps.stream()
                .filter(kind::isInstance)
                .filter(s -> s.status() instanceof Status.ToDo)
                .filter(this::taken)
                .count();
    }

    /** The blocked step of the trunk, while which a run sends nothing at all. */
    public Optional<Step> trunkBlocked() {
        return obstacle().filter(s -> s.status() instanceof Status.Blocked);
    }

    /** Whether a run comes to a step as things stand: no step of the trunk is blocked, and none before it in its lane. */
    private boolean taken(Step step) {
        return trunkBlocked().isEmpty()
                && steps.stream()
                        .takeWhile(s -> !s.equals(step))
                        .filter(s -> s.lane().equals(step.lane()))
                        .noneMatch(s -> s.status() instanceof Status.Blocked)
                && !(step.status() instanceof Status.Blocked);
    }

    public List<Step> irreversible() {
        return open().stream()
                .filter(s -> s.reversibility() == Reversibility.NEVER)
                .toList();
    }
}
