package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The loop of a run: take the plan's next step, carry it out, and go on with the plan that follows. */
final class RunLoop<C extends Choices<C>> {
    /** In the middle of a run an obstacle is read again so often before it counts: reads fail now and then. */
    private static final int OBSTACLE_REVIEWS = 2;
    /** The same while AWS may not show everywhere what was just changed. */
    private static final int OBSTACLE_REVIEWS_WHILE_SETTLING = 6;

    private final RunContext<C> context;
    private final Observation<C> observation;
    private final ChangeSender<C> changes;
    private final AwsSettling settling;
    private final Lanes lanes = new Lanes();
    private Optional<Wait> wait = Optional.empty();
    private int obstacleReviews;

    /** The wait step under way. */
    private record Wait(StepId step, Instant since) {}

    RunLoop(RunContext<C> context, Observation<C> observation, ChangeSender<C> changes, AwsSettling settling) {
        this.context = context;
        this.observation = observation;
        this.changes = changes;
        this.settling = settling;
    }

    RunResult run() {
        var result = advance();
        while (result.isEmpty()) {
            result = advance();
        }
        return result.get();
    }

    /** @return empty while the run goes on */
    private Optional<RunResult> advance() {
        var plan = observation.plan();
        context.tell(new RunEvent.Planned(plan, context.time()));
        lanes.revive(plan);
        var open = plan.next(lanes.failed().keySet());
        if (open.isEmpty()) {
            return Optional.of(nothingOpen(plan));
        }
        Step step = plan.obstacle().or(() -> open).get();
        return halt(plan, step).flatMap(this::stoppedBy);
    }

    private RunResult nothingOpen(Plan plan) {
        return lanes.ending(plan)
                .map(failed -> end(failed.kind(), Optional.of(failed.at()), Optional.of(failed.problem())))
                .orElseGet(() -> end(RunOutcomeKind.DONE, Optional.empty(), Optional.empty()));
    }

    private Optional<Halt> halt(Plan plan, Step step) {
        if (context.stopRequested()) {
            return Optional.of(Halt.ofRun(RunOutcomeKind.STOPPED, step));
        }
        if (!context.order().permit().mayBeIrreversible()
                && !plan.irreversible().isEmpty()) {
            return Optional.of(
                    Halt.ofRun(RunOutcomeKind.BLOCKED, plan.irreversible().getFirst(), notConfirmed(plan)));
        }
        if (observation.checksLeftOut() && dependsOnChecks(step)) {
            return observation.refreshWithRetry().map(unread -> Halt.ofRun(RunOutcomeKind.FAILED, step, unread));
        }
        if (obstacleReviewed(step)) {
            return Optional.empty();
        }
        return switch (step.status()) {
            case Status.Blocked(var reason) ->
                Optional.of(
                        Halt.ofLane(RunOutcomeKind.BLOCKED, step, context.problem(RunErrorCode.STEP_BLOCKED, reason)));
            case Status.CannotTell(var reason) ->
                Optional.of(Halt.ofRun(
                        RunOutcomeKind.NEEDS_DECISION, step, context.problem(RunErrorCode.CANNOT_TELL, reason)));
            case Status.ToDo _, Status.Done _, Status.NotNeeded _ -> perform(step);
        };
    }

    /** An obstacle may be one only because what the checks read was left out. */
    private static boolean dependsOnChecks(Step step) {
        return step instanceof Step.CheckStep
                || step.status() instanceof Status.Blocked
                || step.status() instanceof Status.CannotTell;
    }

    private Problem notConfirmed(Plan plan) {
        return context.problem(
                RunErrorCode.NOT_CONFIRMED,
                "Irreversible steps need the project's name, typed exactly: "
                        + plan.project().name());
    }

    /** Whether an obstacle in the middle of a run deserved another reading, which was taken. */
    private boolean obstacleReviewed(Step step) {
        if (step.status() instanceof Status.ToDo || !step.lane().isEmpty()) {
            obstacleReviews = 0;
            return false;
        }
        boolean unsettled = settling.underWayAt(context.time());
        int reviews = unsettled ? OBSTACLE_REVIEWS_WHILE_SETTLING : OBSTACLE_REVIEWS;
        if (!changes.hasSentAnything()
                || obstacleReviews >= reviews
                || observation.plan().timeCannotTell()) {
            return false;
        }
        var pause = Duration.ofSeconds(1L << Math.min(obstacleReviews++, 3));
        if (unsettled) {
            context.tell(new RunEvent.Waiting(
                    step.id(), settling.lastChange(), context.time().plus(pause), context.time()));
        }
        context.await(pause);
        return observation.refresh().isEmpty() || obstacleReviews < reviews;
    }

    private Optional<Halt> perform(Step step) {
        return switch (step) {
            case Step.AtlasStep atlas -> changes.send(atlas);
            case Step.AwsStep aws -> changes.send(aws);
            case Step.WaitStep condition -> waitFor(condition);
            case Step.ManualStep manual -> Optional.of(Halt.ofRun(RunOutcomeKind.NEEDS_HANDS, manual));
            case Step.CheckStep check ->
                Optional.of(Halt.ofRun(
                        RunOutcomeKind.BLOCKED, check, context.problem(RunErrorCode.STEP_BLOCKED, check.title())));
        };
    }

    private Optional<Halt> waitFor(Step.WaitStep step) {
        var id = step.id();
        var begun = wait.filter(w -> w.step().equals(id)).orElseGet(() -> begin(id));
        var at = context.time();
        context.tell(new RunEvent.Waiting(id, begun.since(), at.plus(step.poll()), at));
        context.await(step.poll());
        if (context.stopRequested()) {
            return Optional.of(Halt.ofRun(RunOutcomeKind.STOPPED, step));
        }
        var unread = observation.refreshWithoutChecks();
        var now = context.time();
        if (unread.isPresent()) {
            context.tell(new RunEvent.Retrying(id, 0, 0, now.plus(step.poll()), unread.get(), now));
        } else if (observation.plan().step(id).map(s -> s.status().done()).orElse(true)) {
            wait = Optional.empty();
            context.tell(new RunEvent.StepEnded(id, Outcome.DONE, Optional.empty(), now));
        }
        return Optional.empty();
    }

    private Wait begin(StepId step) {
        var begun = new Wait(step, context.time());
        wait = Optional.of(begun);
        context.tell(new RunEvent.StepStarted(step, 1, begun.since()));
        return begun;
    }

    /** In a lane of its own a failure leaves the other lanes going. */
    private Optional<RunResult> stoppedBy(Halt halt) {
        return switch (halt.scope()) {
            case LANE -> {
                lanes.fail(halt.step(), halt.problem().orElseThrow());
                yield Optional.empty();
            }
            case RUN -> Optional.of(end(halt.kind(), Optional.of(halt.step().id()), halt.problem()));
        };
    }

    private RunResult end(RunOutcomeKind kind, Optional<StepId> at, Optional<Problem> problem) {
        var outcome = at.flatMap(changes::outcome);
        boolean notKnown = kind == RunOutcomeKind.FAILED
                && outcome.filter(Outcome.UNKNOWN::equals).isPresent();
        return new RunResult(
                notKnown ? RunOutcomeKind.UNKNOWN : kind,
                context.runId(),
                observation.plan(),
                observation.now(),
                new RunResult.Stop(at, problem, outcome),
                lanes.failed());
    }
}
