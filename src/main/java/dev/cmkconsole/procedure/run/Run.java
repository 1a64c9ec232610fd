package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run under way: the loop of plan, perform, read back, plan again. Lives on one thread. */
final class Run<C extends Choices<C>> {
    /**
     * Looks at the result of a change before it counts as not there, over some 40 s; IAM reads lag behind its
     * writes.
     */
    private static final int LOOKS_AFTER_CHANGE = 8;
    /** Looks after an answer of Atlas was lost; Atlas reads its own writes. */
    private static final int LOOKS_AFTER_LOSS = 3;
    /** Looks between two tries before the project counts as unreadable. */
    private static final int LOOKS_BETWEEN_TRIES = 3;
    /**
     * In the middle of a run a check that fails or cannot be told is looked at again so often: reads fail now and
     * then.
     */
    private static final int SECOND_LOOKS = 2;
    /** The same while IAM may not show everywhere what this run has just changed. */
    private static final int LOOKS_WHILE_SETTLING = 6;

    private static final Duration SETTLING = Duration.ofMinutes(1);
    private static final int RATE_LIMIT_TRIES = 6;
    private static final int SERVER_FAULT_TRIES = 3;
    private static final Duration LONGEST_RATE_LIMIT = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Runner.Tools tools;
    private final Runner.Order<C> order;
    private final String runId;
    private final Consumer<RunEvent> listener;
    private final RunControl control;
    private final Map<StepId, Tries> tries = new HashMap<>();
    private final Map<StepId, Outcome> outcomes = new HashMap<>();
    private final Lanes lanes = new Lanes();
    private RunRecord record;
    private ProjectSnapshot now;
    private Plan plan;
    private StepId waiting;
    private Instant waitingSince;
    /**
     * When this run, or one before it in the project, last sent a change to AWS: IAM's delays do not end with a
     * run.
     */
    private Instant awsChanged;
    /** What cannot be taken back and comes next, looked at for that. */
    private StepId eve;

    private int secondLooks;
    /** Whether the last look left the checks out. */
    private boolean glanced;

    private boolean interrupted;

    Run(Runner.Tools tools, Runner.Order<C> order, String runId, Consumer<RunEvent> listener, RunControl control) {
        this.tools = tools;
        this.order = order;
        this.runId = runId;
        this.listener = listener;
        this.control = control;
    }

    RunResult run() {
        try {
            look();
            record = new RunRecord(tools.journal(), tools.wording(), order, runId, now.project());
            awsChanged =
                    record.lastAwsChange().filter(at -> !at.isAfter(time())).orElse(null);
            reconcile();
            record.started(plan, now);
            RunResult result = goOn();
            try {
                record.ended(result);
            } catch (ServiceException e) {
                result = result.problem().isPresent() ? result : end(Kind.FAILED, null, e.problem());
            }
            tell(new RunEvent.Ended(result, time()));
            return result;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RunResult goOn() {
        while (true) {
            tell(new RunEvent.Planned(plan, time()));
            lanes.revive(plan);
            var open = plan.next(lanes.failed().keySet());
            if (open.isEmpty()) {
                return lanes.verdict(plan)
                        .map(v -> end(v.kind(), v.at(), v.problem()))
                        .orElseGet(() -> end(Kind.DONE, null, null));
            }
            Step step = plan.obstacle().or(() -> open).get();
            if (stopRequested()) {
                return end(Kind.STOPPED, step.id(), null);
            }
            if (!order.mayBeIrreversible() && !plan.irreversible().isEmpty()) {
                return end(
                        Kind.BLOCKED,
                        plan.irreversible().getFirst().id(),
                        local(
                                "NOT_CONFIRMED",
                                "Irreversible steps need the project's name, typed exactly: "
                                        + now.project().name()));
            }
            if (glanced && step instanceof Step.CheckStep) {
                var unread = lookWhole();
                if (unread.isPresent()) {
                    return end(Kind.FAILED, step.id(), unread.get());
                }
                continue;
            }
            if (mayHavePassed(step)) {
                continue;
            }
            Optional<RunResult> over = switch (step.status()) {
                case Status.Blocked(var reason) ->
                    fail(step, local("STEP_BLOCKED", tools.wording().say(reason)), Kind.BLOCKED);
                case Status.CannotTell(var reason) ->
                    Optional.of(end(
                            Kind.NEEDS_DECISION,
                            step.id(),
                            local("CANNOT_TELL", tools.wording().say(reason))));
                case Status.ToDo _, Status.Done _ -> advance(step);
            };
            if (over.isPresent()) {
                return over.get();
            }
        }
    }

    /** Whether an obstacle in the middle of a run deserved a second look, which was taken. */
    private boolean mayHavePassed(Step step) {
        if (step.status() instanceof Status.ToDo || !step.lane().isEmpty()) {
            secondLooks = 0;
            return false;
        }
        boolean settling = awsChanged != null && time().isBefore(awsChanged.plus(SETTLING));
        int looks = settling ? LOOKS_WHILE_SETTLING : SECOND_LOOKS;
        if (tries.isEmpty() || secondLooks >= looks) {
            return false;
        }
        var pause = Duration.ofSeconds(1L << Math.min(secondLooks++, 3));
        if (settling) {
            tell(new RunEvent.Waiting(step.id(), awsChanged, time().plus(pause), time()));
        }
        control.await(pause);
        return tryTo(this::look).isEmpty() || secondLooks < looks;
    }

    private Optional<RunResult> advance(Step step) {
        return switch (step) {
            case Step.AtlasStep a when a.request().isEmpty() -> missing(step);
            case Step.AtlasStep a
            when a.reversibility() == Reversibility.NEVER ->
                once(step, a.retry(), () -> tools.atlas().send(a.request().get()));
            case Step.AtlasStep a ->
                change(step, a.retry(), () -> tools.atlas().send(a.request().get()));
            case Step.AwsStep a
            when a.reversibility() == Reversibility.NEVER && a.request().isPresent() ->
                once(step, a.retry(), () -> tools.aws().send(a.request().get()));
            case Step.AwsStep a ->
                a.request().isPresent()
                        ? change(
                                step,
                                a.retry(),
                                () -> tools.aws().send(a.request().get()))
                        : missing(step);
            case Step.WaitStep w -> waitFor(w);
            case Step.ManualStep m -> Optional.of(end(Kind.NEEDS_HANDS, m.id(), null));
            case Step.CheckStep c ->
                Optional.of(end(
                        Kind.BLOCKED,
                        c.id(),
                        local("STEP_BLOCKED", tools.wording().say(c.title()))));
        };
    }

    private Optional<RunResult> missing(Step step) {
        return fail(
                step,
                local("STEP_NOT_READY", "An earlier step did not give what " + step.id() + " needs."),
                Kind.FAILED);
    }

    private Optional<RunResult> waitFor(Step.WaitStep step) {
        if (!step.id().equals(waiting)) {
            waiting = step.id();
            waitingSince = time();
            tell(new RunEvent.StepStarted(step.id(), 1, waitingSince));
        }
        tell(new RunEvent.Waiting(step.id(), waitingSince, time().plus(step.poll()), time()));
        control.await(step.poll());
        if (stopRequested()) {
            return Optional.of(end(Kind.STOPPED, step.id(), null));
        }
        var unread = tryTo(this::glance);
        if (unread.isPresent()) {
            tell(new RunEvent.Retrying(step.id(), 0, 0, time().plus(step.poll()), unread.get(), time()));
        } else if (plan.step(step.id()).map(s -> s.status().done()).orElse(true)) {
            waiting = null;
            tell(new RunEvent.StepEnded(step.id(), Outcome.DONE, Optional.empty(), time()));
        }
        return Optional.empty();
    }

    @FunctionalInterface
    private interface Sending {
        Answer send();
    }

    /**
     * What cannot be taken back is sent once in a run, whatever the answer: another try takes another word of the
     * user. It is decided on a look taken for it, and after what this run changed in AWS has had its time to be seen
     * everywhere, so that it need not fail for that.
     */
    private Optional<RunResult> once(Step step, Retry retry, Sending sending) {
        if (tries.containsKey(step.id())) {
            return fail(
                    step, local("SENT_ONCE", "This cannot be undone and was sent in this run already."), Kind.FAILED);
        }
        Instant ready = awsChanged == null ? Instant.MIN : awsChanged.plus(retry.delay());
        if (step.id().equals(eve) && !time().isBefore(ready)) {
            return change(step, retry, sending);
        }
        if (time().isBefore(ready)) {
            tell(new RunEvent.Waiting(step.id(), awsChanged, ready, time()));
            control.await(Duration.between(time(), ready));
        }
        eve = time().isBefore(ready) ? null : step.id();
        return tryTo(this::look).map(unread -> end(Kind.FAILED, step.id(), unread));
    }

    private Optional<RunResult> change(Step step, Retry retry, Sending sending) {
        int attempt = ++tries.computeIfAbsent(step.id(), _ -> new Tries()).sent;
        JournalEntry intent;
        try {
            intent = record.intent(step, attempt, plan, now);
        } catch (ServiceException e) {
            return Optional.of(end(Kind.FAILED, step.id(), e.problem()));
        }
        tell(new RunEvent.StepStarted(step.id(), attempt, time()));
        Answer answer = null;
        Problem problem = null;
        try {
            answer = sending.send();
        } catch (ServiceException e) {
            problem = e.problem();
        } catch (RuntimeException e) {
            LOG.error("{} ended in a fault of this program", step.id(), e);
            problem = new Problem.Unreadable(Problem.Origin.CONSOLE, step.id().value(), e.toString(), time());
        }
        awsChanged = step instanceof Step.AwsStep ? time() : awsChanged;
        // The outcome must be found out and written even where somebody interrupted this thread: that is a stop after
        // the step.
        interrupted |= Thread.interrupted();
        try {
            return problem != null && problem.effect() == Problem.Effect.NONE
                    ? refused(step, retry, attempt, problem)
                    : readBack(step, retry, intent, answer, problem);
        } catch (ServiceException e) {
            return Optional.of(end(Kind.FAILED, step.id(), e.problem()));
        }
    }

    /** The service said no, so nothing was changed: try again where that makes sense, else stop. */
    private Optional<RunResult> refused(Step step, Retry retry, int attempt, Problem problem) {
        close(step, attempt, Outcome.REFUSED, Optional.empty(), problem);
        if (step.reversibility() == Reversibility.NEVER) {
            return fail(step, problem, Kind.FAILED);
        }
        var so = tries.get(step.id());
        if (problem instanceof Problem.RateLimited limited) {
            return ++so.limited < RATE_LIMIT_TRIES && limited.retryAfter().compareTo(LONGEST_RATE_LIMIT) <= 0
                    ? again(step, limited.retryAfter(), so.limited, RATE_LIMIT_TRIES, problem)
                    : fail(step, problem, Kind.FAILED);
        }
        return problem instanceof Problem.Refused
                        && retry.codes().contains(problem.code())
                        && ++so.settling < retry.attempts()
                ? again(step, retry.delay(), so.settling, retry.attempts(), problem)
                : fail(step, problem, Kind.FAILED);
    }

    /** Counts down in the open, and then plans again from what is there. */
    private Optional<RunResult> again(Step step, Duration pause, int triesSoFar, int triesInAll, Problem problem) {
        tell(new RunEvent.Retrying(step.id(), triesSoFar + 1, triesInAll, time().plus(pause), problem, time()));
        control.await(pause);
        for (int i = 1; !stopRequested(); i++) {
            var unread = tryTo(this::glance);
            if (unread.isEmpty()) {
                return Optional.empty();
            }
            if (i == LOOKS_BETWEEN_TRIES) {
                return Optional.of(end(Kind.FAILED, step.id(), unread.get()));
            }
            control.await(pause);
        }
        return Optional.of(end(Kind.STOPPED, step.id(), problem));
    }

    /** Whether the change is there is decided by looking, never by the answer alone. */
    private Optional<RunResult> readBack(Step step, Retry retry, JournalEntry intent, Answer answer, Problem problem) {
        int attempt = intent.what().attempt();
        int looks = answer != null || step instanceof Step.AwsStep ? LOOKS_AFTER_CHANGE : LOOKS_AFTER_LOSS;
        Problem unread = null;
        for (int i = 0; i < looks; i++) {
            if (i > 0) {
                control.pause(Duration.ofMillis(500L << Math.min(i, 4)));
            }
            unread = tryTo(this::glance).orElse(null);
            if (unread != null) {
                continue;
            }
            var status = plan.step(step.id()).map(Step::status).orElse(Status.TO_DO);
            if (status.done() || LostAnswer.outpaced(plan, step) && truth().of(intent) == Outcome.DONE_UNANSWERED) {
                close(
                        step,
                        attempt,
                        answer != null ? Outcome.DONE : Outcome.DONE_UNANSWERED,
                        Optional.ofNullable(answer),
                        problem);
                return Optional.empty();
            }
            unread = status instanceof Status.CannotTell(var reason)
                    ? local("CANNOT_TELL", tools.wording().say(reason))
                    : null;
        }
        if (unread != null) {
            close(step, attempt, Outcome.UNKNOWN, Optional.ofNullable(answer), problem != null ? problem : unread);
            return Optional.of(end(Kind.FAILED, step.id(), problem != null ? problem : unread));
        }
        Problem shown = problem != null
                ? problem
                : local("READ_BACK_DIFFERS", "The request was answered, but reading again does not show the change.");
        close(
                step,
                attempt,
                LostAnswer.over(step, intent, answer, problem, time()) ? Outcome.NOT_DONE : Outcome.UNKNOWN,
                Optional.ofNullable(answer),
                shown);
        var so = tries.get(step.id());
        return problem instanceof Problem.ServerFault
                        && retry.codes().contains(problem.code())
                        && ++so.faulty < SERVER_FAULT_TRIES
                ? again(step, retry.delay(), so.faulty, SERVER_FAULT_TRIES, problem)
                : fail(step, shown, Kind.FAILED);
    }

    private IntentReconciler truth() {
        return new IntentReconciler(now, tools.aws(), tools.journal());
    }

    private void close(Step step, int attempt, Outcome outcome, Optional<Answer> answer, Problem problem) {
        outcomes.put(step.id(), outcome);
        record.outcome(step, attempt, outcome, answer, Optional.ofNullable(problem));
        tell(new RunEvent.StepEnded(step.id(), outcome, Optional.ofNullable(problem), time()));
    }

    /** In a lane of its own a failure leaves the other lanes going; on the trunk it ends the run. */
    private Optional<RunResult> fail(Step step, Problem problem, Kind kind) {
        if (step.lane().isEmpty()) {
            return Optional.of(end(kind, step.id(), problem));
        }
        lanes.fail(step, problem);
        return Optional.empty();
    }

    private void reconcile() {
        var truth = truth();
        for (var intent : tools.journal().openIntents(order.projectId())) {
            if (!tools.active().contains(intent.what().runId())) {
                var outcome = truth.of(intent);
                record.reconciled(intent, outcome);
                tell(new RunEvent.Reconciled(StepId.of(intent.what().step().orElse("")), outcome, time()));
            }
        }
    }

    private void look() {
        now = tools.observer().observe(order.projectId(), order.planner(), order.choices());
        plan = order.planner().plan(now, order.choices());
        glanced = false;
    }

    /**
     * Enough to see whether a change took effect. The checks, which take many more questions, are left out where the
     * plan holds a step that waits for them: they are made again when that step comes.
     */
    private void glance() {
        if (!plan.checksHaveTheirStep()) {
            look();
            return;
        }
        now = tools.observer().observe(order.projectId(), order.planner().focus(order.choices()));
        plan = order.planner().plan(now, order.choices());
        glanced = true;
    }

    private Optional<Problem> lookWhole() {
        var unread = tryTo(this::look);
        for (int i = 1; i < LOOKS_BETWEEN_TRIES && unread.isPresent() && !stopRequested(); i++) {
            control.await(Duration.ofSeconds(i));
            unread = tryTo(this::look);
        }
        return unread;
    }

    /** Empty when the project was read and planned anew; else why not, and what was known before still stands. */
    private Optional<Problem> tryTo(Runnable looking) {
        try {
            looking.run();
            return Optional.empty();
        } catch (ServiceException e) {
            return Optional.of(e.problem());
        } finally {
            interrupted |= Thread.interrupted();
        }
    }

    private boolean stopRequested() {
        interrupted |= Thread.interrupted();
        return interrupted || control.stopRequested();
    }

    /** A listener's fault must not come between a request and its record. */
    private void tell(RunEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("a listener failed on {}", event.getClass().getSimpleName(), e);
        }
    }

    private RunResult end(Kind kind, StepId at, Problem problem) {
        return new RunResult(
                kind,
                runId,
                plan,
                now,
                Optional.ofNullable(at),
                Optional.ofNullable(problem),
                Optional.ofNullable(at).map(outcomes::get),
                lanes.failed());
    }

    private Problem local(String code, String detail) {
        return new Problem.Local("run " + order.planner().procedure().id(), code, detail, time());
    }

    private Instant time() {
        return tools.clock().instant();
    }
}
