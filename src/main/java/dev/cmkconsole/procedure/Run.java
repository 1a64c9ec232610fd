package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Answer;
import dev.cmkconsole.model.JournalDraft.Outcome;
import dev.cmkconsole.model.Problem;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.ServiceException;
import dev.cmkconsole.procedure.RunResult.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run under way: the loop of plan, perform, read back, plan again. Lives on one thread. */
final class Run<C> {
    /** Looks at the result of an answered change before it counts as not there; IAM reads lag behind its writes. */
    private static final int LOOKS_AFTER_ANSWER = 6;
    /** Looks after a lost answer. */
    private static final int LOOKS_AFTER_LOSS = 3;
    private static final int RATE_LIMIT_TRIES = 6;
    private static final Duration LONGEST_RATE_LIMIT = Duration.ofMinutes(10);

    private final Runner.Tools tools;
    private final Runner.Order<C> order;
    private final String runId;
    private final Consumer<RunEvent> listener;
    private final RunControl control;
    private final Map<StepId, Integer> attempts = new HashMap<>();
    private final Map<String, Problem> failedLanes = new HashMap<>();
    private RunRecord record;
    private ProjectSnapshot now;
    private Plan plan;
    private Instant waitingSince;

    Run(Runner.Tools tools, Runner.Order<C> order, String runId, Consumer<RunEvent> listener, RunControl control) {
        this.tools = tools;
        this.order = order;
        this.runId = runId;
        this.listener = listener;
        this.control = control;
    }

    RunResult run() {
        look();
        record = new RunRecord(tools.journal(), tools.wording(), order, runId, now.project());
        reconcile();
        record.started(plan);
        RunResult result = goOn();
        try {
            record.ended(result.kind(), result.problem());
        } catch (ServiceException e) {
            result = result.problem().isPresent() ? result : end(Kind.FAILED, null, e.problem());
        }
        listener.accept(new RunEvent.Ended(result, time()));
        return result;
    }

    private RunResult goOn() {
        while (true) {
            listener.accept(new RunEvent.Planned(plan, time()));
            var next = plan.next(failedLanes.keySet());
            if (next.isEmpty()) {
                return failedLanes.isEmpty() ? end(Kind.DONE, null, null) : end(Kind.PARTLY, null, failedLanes.values().iterator().next());
            }
            Step step = next.get();
            if (control.stopRequested()) {
                return end(Kind.STOPPED, step.id(), null);
            }
            Optional<RunResult> over = switch (step.status()) {
                case Status.Blocked(var reason) -> fail(step, local("STEP_BLOCKED", tools.wording().say(reason)), Kind.BLOCKED);
                case Status.CannotTell(var reason) -> Optional.of(end(Kind.NEEDS_DECISION, step.id(), local("CANNOT_TELL", tools.wording().say(reason))));
                case Status.ToDo _, Status.Done _ -> advance(step);
            };
            if (over.isPresent()) {
                return over.get();
            }
        }
    }

    private Optional<RunResult> advance(Step step) {
        return switch (step) {
            case Step.AtlasStep a -> a.request().isPresent() ? change(step, a.retry(), () -> tools.atlas().send(a.request().get())) : missing(step);
            case Step.AwsStep a -> a.request().isPresent() ? change(step, a.retry(), () -> tools.aws().send(a.request().get())) : missing(step);
            case Step.WaitStep w -> waitFor(w);
            case Step.ManualStep m -> Optional.of(end(Kind.NEEDS_HANDS, m.id(), null));
            case Step.CheckStep c -> Optional.of(end(Kind.BLOCKED, c.id(), local("STEP_BLOCKED", tools.wording().say(c.title()))));
        };
    }

    private Optional<RunResult> missing(Step step) {
        return fail(step, local("STEP_NOT_READY", "An earlier step did not give what " + step.id() + " needs."), Kind.FAILED);
    }

    private Optional<RunResult> waitFor(Step.WaitStep step) {
        if (waitingSince == null) {
            waitingSince = time();
            listener.accept(new RunEvent.StepStarted(step.id(), 1, waitingSince));
        }
        listener.accept(new RunEvent.Waiting(step.id(), waitingSince, time().plus(step.poll()), time()));
        control.await(step.poll());
        if (control.stopRequested()) {
            return Optional.of(end(Kind.STOPPED, step.id(), null));
        }
        try {
            look();
        } catch (ServiceException e) {
            listener.accept(new RunEvent.Retrying(step.id(), 0, 0, time().plus(step.poll()), e.problem(), time()));
            return Optional.empty();
        }
        if (plan.step(step.id()).map(s -> s.status().done()).orElse(true)) {
            waitingSince = null;
            listener.accept(new RunEvent.StepEnded(step.id(), Outcome.DONE, Optional.empty(), time()));
        }
        return Optional.empty();
    }

    @FunctionalInterface
    private interface Sending {
        Answer send();
    }

    private Optional<RunResult> change(Step step, Retry retry, Sending sending) {
        int attempt = attempts.merge(step.id(), 1, Integer::sum);
        try {
            record.intent(step, attempt);
        } catch (ServiceException e) {
            return Optional.of(end(Kind.FAILED, step.id(), e.problem()));
        }
        listener.accept(new RunEvent.StepStarted(step.id(), attempt, time()));
        Answer answer = null;
        Problem problem = null;
        try {
            answer = sending.send();
        } catch (ServiceException e) {
            problem = e.problem();
        }
        try {
            return problem != null && problem.effect() == Problem.Effect.NONE ? refused(step, retry, attempt, problem) : readBack(step, attempt, answer, problem);
        } catch (ServiceException e) {
            return Optional.of(end(Kind.FAILED, step.id(), e.problem()));
        }
    }

    /** The service said no, so nothing was changed: try again where that makes sense, else stop. */
    private Optional<RunResult> refused(Step step, Retry retry, int attempt, Problem problem) {
        close(step, attempt, Outcome.REFUSED, Optional.empty(), problem);
        Optional<Duration> pause = pause(retry, attempt, problem);
        if (pause.isEmpty()) {
            return fail(step, problem, Kind.FAILED);
        }
        int attemptsInAll = problem instanceof Problem.RateLimited ? RATE_LIMIT_TRIES : retry.attempts();
        listener.accept(new RunEvent.Retrying(step.id(), attempt + 1, attemptsInAll, time().plus(pause.get()), problem, time()));
        control.await(pause.get());
        if (control.stopRequested()) {
            return Optional.of(end(Kind.STOPPED, step.id(), problem));
        }
        look();
        return Optional.empty();
    }

    private static Optional<Duration> pause(Retry retry, int attempt, Problem problem) {
        if (problem instanceof Problem.RateLimited limited) {
            return attempt < RATE_LIMIT_TRIES && limited.retryAfter().compareTo(LONGEST_RATE_LIMIT) <= 0 ? Optional.of(limited.retryAfter()) : Optional.empty();
        }
        return retry.codes().contains(problem.code()) && attempt < retry.attempts() ? Optional.of(retry.delay()) : Optional.empty();
    }

    /** Whether the change is there is decided by looking, never by the answer alone. */
    private Optional<RunResult> readBack(Step step, int attempt, Answer answer, Problem problem) {
        int looks = answer != null ? LOOKS_AFTER_ANSWER : LOOKS_AFTER_LOSS;
        Problem unread = null;
        for (int i = 0; i < looks; i++) {
            if (i > 0) {
                control.await(Duration.ofMillis(500L << Math.min(i, 4)));
            }
            try {
                look();
                unread = null;
            } catch (ServiceException e) {
                unread = e.problem();
                continue;
            }
            var seen = plan.step(step.id()).map(Step::status).orElse(Status.DONE);
            if (seen.done()) {
                close(step, attempt, answer != null ? Outcome.DONE : Outcome.DONE_UNANSWERED, Optional.ofNullable(answer), problem);
                attempts.remove(step.id());
                return Optional.empty();
            }
        }
        if (unread != null) {
            close(step, attempt, Outcome.UNKNOWN, Optional.ofNullable(answer), problem != null ? problem : unread);
            return Optional.of(end(Kind.FAILED, step.id(), problem != null ? problem : unread));
        }
        Problem shown = problem != null ? problem : local("READ_BACK_DIFFERS", "The request was answered, but reading again does not show the change.");
        close(step, attempt, Outcome.NOT_DONE, Optional.ofNullable(answer), shown);
        return fail(step, shown, Kind.FAILED);
    }

    private void close(Step step, int attempt, Outcome outcome, Optional<Answer> answer, Problem problem) {
        record.outcome(step, attempt, outcome, answer, Optional.ofNullable(problem));
        listener.accept(new RunEvent.StepEnded(step.id(), outcome, Optional.ofNullable(problem), time()));
    }

    /** In a lane of its own a failure leaves the other lanes going; on the trunk it ends the run. */
    private Optional<RunResult> fail(Step step, Problem problem, Kind kind) {
        if (step.lane().isEmpty()) {
            return Optional.of(end(kind, step.id(), problem));
        }
        failedLanes.put(step.lane(), problem);
        return Optional.empty();
    }

    private void reconcile() {
        for (var intent : tools.journal().openIntents(order.projectId())) {
            if (!intent.what().procedure().equals(order.planner().procedure().id())) {
                continue;
            }
            var id = StepId.of(intent.what().step().orElse(""));
            var outcome = plan.step(id).map(s -> switch (s.status()) {
                case Status.Done _ -> Outcome.DONE_UNANSWERED;
                case Status.ToDo _, Status.Blocked _ -> Outcome.NOT_DONE;
                case Status.CannotTell _ -> Outcome.UNKNOWN;
            }).orElse(Outcome.UNKNOWN);
            record.reconciled(intent, outcome);
            listener.accept(new RunEvent.Reconciled(id, outcome, time()));
        }
    }

    private void look() {
        now = tools.observer().observe(order.projectId(), order.planner().focus(order.choices()));
        plan = order.planner().plan(now, order.choices());
    }

    private RunResult end(Kind kind, StepId at, Problem problem) {
        return new RunResult(kind, runId, plan, now, Optional.ofNullable(at), Optional.ofNullable(problem), failedLanes);
    }

    private Problem local(String code, String detail) {
        return new Problem.Local("run " + order.planner().procedure().id(), code, detail, time());
    }

    private Instant time() {
        return tools.clock().instant();
    }
}
