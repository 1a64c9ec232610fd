package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the change of one step: intent to the journal, request, read back, outcome to the journal. An empty answer of
 * its methods means that the run goes on with a fresh plan.
 */
final class ChangeSender<C extends Choices<C>> {
    /** Reads before an answered change counts as not there, over some 40 s: reads of IAM lag behind its writes. */
    private static final int READS_AFTER_ANSWER = 8;
    /** Reads after an answer of Atlas was lost; Atlas reads its own writes. */
    private static final int READS_AFTER_LOSS = 3;
    /** How often an irreversible step is decided anew because the project moved in the last moment. */
    private static final int LAST_LOOKS = 3;
    /** The random part of the pause before the last look, as a part of the pause after a change of AWS. */
    private static final int JITTER_PART = 3;

    /** Another console that began so long before this one may still be under way. */
    private static final Duration BEGUN_BEFORE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSender.class);

    private final RunContext<C> context;
    private final Observation<C> observation;
    private final RunRecord record;
    private final AwsSettling settling;
    private final Instant began;
    private final Map<StepId, RetryBudget> budgets = new HashMap<>();
    private final Map<StepId, Outcome> outcomes = new HashMap<>();
    private final Set<StepId> irreversibleSent = new HashSet<>();
    /** The irreversible step for which a fresh snapshot was just taken. */
    private Optional<StepId> irreversibleStepReviewed = Optional.empty();

    ChangeSender(RunContext<C> context, Observation<C> observation, RunRecord record, AwsSettling settling) {
        this.context = context;
        this.observation = observation;
        this.began = observation.now().at();
        this.record = record;
        this.settling = settling;
    }

    boolean hasSentAnything() {
        return !budgets.isEmpty();
    }

    /** What is known of the last request of a step; empty where none was sent. */
    Optional<Outcome> outcome(StepId step) {
        return Optional.ofNullable(outcomes.get(step));
    }

    Optional<Halt> send(Step.AtlasStep step) {
        return step.request()
                .map(request ->
                        send(step, step.retry(), () -> context.tools().atlas().send(request)))
                .orElseGet(() -> notReady(step));
    }

    Optional<Halt> send(Step.AwsStep step) {
        var permit = context.order().permit();
        if (!permit.covers(step)) {
            return Optional.of(Halt.ofLane(
                    RunOutcomeKind.BLOCKED, step, context.problem(RunErrorCode.EFFECT_UNKNOWN, permit.refusal())));
        }
        return step.request()
                .map(request ->
                        send(step, step.retry(), () -> context.tools().aws().send(request)))
                .orElseGet(() -> notReady(step));
    }

    private Optional<Halt> notReady(Step step) {
        return failed(
                step,
                context.problem(
                        RunErrorCode.STEP_NOT_READY, "An earlier step did not give what " + step.id() + " needs."));
    }

    private Optional<Halt> send(Step step, Retry retry, Supplier<Answer> request) {
        return step.reversibility() == Reversibility.NEVER
                ? sendOnce(step, retry, request)
                : change(step, retry, request);
    }

    /**
     * An irreversible request is sent once in a run, whatever the answer: another attempt takes another word of the
     * user. It is decided on a snapshot taken for it, once AWS had its time to show everywhere what this run changed.
     */
    private Optional<Halt> sendOnce(Step step, Retry retry, Supplier<Answer> request) {
        if (irreversibleSent.contains(step.id())) {
            return failed(
                    step,
                    context.problem(RunErrorCode.SENT_ONCE, "This cannot be undone and was sent in this run already."));
        }
        Instant ready = settling.settledAfter(retry.delay());
        boolean reviewed = irreversibleStepReviewed.filter(step.id()::equals).isPresent();
        if (reviewed && !context.time().isBefore(ready)) {
            outOfStep(step, turn(step, retry.delay()));
            return context.stopRequested() ? Optional.empty() : change(step, retry, request);
        }
        if (context.time().isBefore(ready)) {
            context.tell(new RunEvent.Waiting(step.id(), settling.lastChange(), ready, context.time()));
            context.await(Duration.between(context.time(), ready));
        }
        irreversibleStepReviewed = context.time().isBefore(ready) ? Optional.empty() : Optional.of(step.id());
        return observation.refresh().map(unread -> Halt.ofRun(RunOutcomeKind.FAILED, step, unread));
    }

    /**
     * When this console takes its last look. The one that made the request's role record goes first. Every other goes
     * later, over a longer time, because none of several others may have made it. Where the record appeared during this
     * run, its maker may be about to send the same request: it is left the time in which AWS settles too.
     *
     * @param settling how long AWS is given to settle before the request
     */
    private Duration turn(Step step, Duration settling) {
        var spread = settling.dividedBy(JITTER_PART);
        var of = recordIn(step);
        if (of.isEmpty() || record.made(of.get().roleId())) {
            return context.random(spread);
        }
        boolean appeared = of.get().created().isAfter(began.minus(BEGUN_BEFORE));
        return context.random(settling).plus(appeared ? settling.plus(settling.dividedBy(2)) : spread);
    }

    /** The role record that the request of a step names. */
    private Optional<AccessRole> recordIn(Step step) {
        return step instanceof Step.AtlasStep atlas
                ? atlas.request()
                        .flatMap(AtlasRequest::body)
                        .flatMap(body -> observation.now().roles().value().stream()
                                .flatMap(List::stream)
                                .filter(r -> body.contains('"' + r.roleId() + '"'))
                                .findFirst())
                : Optional.empty();
    }

    /**
     * Two consoles at once send the request twice only where both look while the first request is on its way. The
     * longer the time over which their last looks are spread, the rarer that is.
     */
    private void outOfStep(Step step, Duration pause) {
        var now = context.time();
        context.tell(new RunEvent.Waiting(step.id(), now, now.plus(pause), now));
        context.await(pause);
    }

    private Optional<Halt> change(Step step, Retry retry, Supplier<Answer> request) {
        int attempt = budget(step).begin();
        try {
            var intent = record.intent(step, attempt, observation.plan(), observation.now());
            context.tell(new RunEvent.StepStarted(step.id(), attempt, context.time()));
            if (step.reversibility() == Reversibility.NEVER) {
                var moved = observation.moved();
                if (moved.isPresent()) {
                    return notSent(step, intent, moved.get());
                }
                irreversibleSent.add(step.id());
            }
            var sent = sent(step, intent, request);
            if (step instanceof Step.AwsStep) {
                settling.changedAt(context.time());
            }
            // The outcome must be found out and written even where somebody interrupted this thread: that is a stop
            // after the step.
            context.holdInterrupt();
            return sent.refused() ? refused(sent, retry) : readBack(sent, retry);
        } catch (ServiceException e) {
            return Optional.of(Halt.ofRun(RunOutcomeKind.FAILED, step, e.problem()));
        }
    }

    /** The run plans again from what is there now: somebody else may have done the step. */
    private Optional<Halt> notSent(Step step, JournalEntry intent, Problem moved) {
        irreversibleStepReviewed = Optional.empty();
        close(
                new SentRequest(step, intent, Optional.empty(), Optional.of(moved)),
                Outcome.NOT_DONE,
                Optional.of(moved));
        return moved.code().equals(RunErrorCode.PROJECT_MOVED) && intent.what().attempt() < LAST_LOOKS
                ? observation.refresh().map(unread -> Halt.ofRun(RunOutcomeKind.FAILED, step, unread))
                : Optional.of(Halt.ofRun(RunOutcomeKind.FAILED, step, moved));
    }

    private SentRequest sent(Step step, JournalEntry intent, Supplier<Answer> request) {
        try {
            return new SentRequest(step, intent, Optional.of(request.get()), Optional.empty());
        } catch (ServiceException e) {
            return new SentRequest(step, intent, Optional.empty(), Optional.of(e.problem()));
        } catch (RuntimeException e) {
            LOG.error("{} ended in a fault of this program", step.id(), e);
            var fault = new Problem.Unreadable(Problem.Origin.CONSOLE, step.id().value(), e.toString(), context.time());
            return new SentRequest(step, intent, Optional.empty(), Optional.of(fault));
        }
    }

    /** Tries again where that makes sense, else stops. */
    private Optional<Halt> refused(SentRequest sent, Retry retry) {
        close(sent, Outcome.REFUSED, sent.problem());
        var step = sent.step();
        var problem = sent.problem().orElseThrow();
        return step.reversibility() == Reversibility.NEVER
                ? unlessPlannedAround(step, problem)
                : budget(step)
                        .afterRefusal(problem, retry)
                        .map(next -> again(step, next, problem))
                        .orElseGet(() -> failed(step, problem));
    }

    /** A plan that knows of the refusal may go on without the step, to clean up what was made for it. */
    private Optional<Halt> unlessPlannedAround(Step step, Problem problem) {
        boolean onwards =
                observation.refreshWithoutChecks().isEmpty() && status(step).done();
        return onwards ? Optional.empty() : failed(step, problem);
    }

    /** Counts down in the open, and then plans again from what is there. */
    private Optional<Halt> again(Step step, RetryBudget.Next next, Problem problem) {
        var at = context.time();
        context.tell(
                new RunEvent.Retrying(step.id(), next.soFar() + 1, next.inAll(), at.plus(next.pause()), problem, at));
        context.await(next.pause());
        for (int i = 1; !context.stopRequested(); i++) {
            var unread = observation.refreshWithoutChecks();
            if (unread.isEmpty()) {
                return Optional.empty();
            }
            if (i == Observation.READS_BEFORE_UNREADABLE) {
                return Optional.of(Halt.ofRun(RunOutcomeKind.FAILED, step, unread.get()));
            }
            context.await(next.pause());
        }
        return Optional.of(Halt.ofRun(RunOutcomeKind.STOPPED, step, problem));
    }

    /** Whether the change is there is decided by reading, never by the answer alone. */
    private Optional<Halt> readBack(SentRequest sent, Retry retry) {
        boolean lagging = sent.answer().isPresent() || sent.step() instanceof Step.AwsStep;
        int reads = lagging ? READS_AFTER_ANSWER : READS_AFTER_LOSS;
        Optional<Problem> doubt = Optional.empty();
        for (int i = 0; i < reads; i++) {
            if (i > 0) {
                context.pause(Duration.ofMillis(500L << Math.min(i, 4)));
            }
            doubt = observation.refreshWithoutChecks();
            if (doubt.isEmpty()) {
                var status = status(sent.step());
                if (status.done() || tookEffectBeforeOthersChangedIt(sent)) {
                    close(sent, sent.answer().isPresent() ? Outcome.DONE : Outcome.DONE_UNANSWERED, sent.problem());
                    return Optional.empty();
                }
                doubt = status instanceof Status.CannotTell(var reason)
                        ? Optional.of(context.problem(RunErrorCode.CANNOT_TELL, reason))
                        : Optional.empty();
            }
        }
        return doubt.map(unread -> unknown(sent, unread)).orElseGet(() -> notShown(sent, retry));
    }

    private Status status(Step step) {
        return observation.plan().step(step.id()).map(Step::status).orElse(Status.TO_DO);
    }

    private boolean tookEffectBeforeOthersChangedIt(SentRequest sent) {
        return LostAnswer.outpaced(observation.plan(), sent.step())
                && new IntentReconciler(
                                        observation.now(),
                                        context.tools().atlas(),
                                        context.tools().aws(),
                                        context.tools().journal())
                                .of(sent.intent())
                        == Outcome.DONE_UNANSWERED;
    }

    private Optional<Halt> unknown(SentRequest sent, Problem unread) {
        var problem = sent.problem().orElse(unread);
        close(sent, Outcome.UNKNOWN, Optional.of(problem));
        return Optional.of(Halt.ofRun(RunOutcomeKind.FAILED, sent.step(), problem));
    }

    private Optional<Halt> notShown(SentRequest sent, Retry retry) {
        var step = sent.step();
        var problem = sent.problem()
                .orElseGet(() -> context.problem(
                        RunErrorCode.READ_BACK_DIFFERS,
                        "The request was answered, but reading again does not show the change."));
        close(sent, LostAnswer.over(sent, context.time()) ? Outcome.NOT_DONE : Outcome.UNKNOWN, Optional.of(problem));
        return budget(step)
                .afterFault(problem, retry)
                .map(next -> again(step, next, problem))
                .orElseGet(() -> failed(step, problem));
    }

    private void close(SentRequest sent, Outcome outcome, Optional<Problem> problem) {
        var step = sent.step();
        outcomes.put(step.id(), outcome);
        record.outcome(step, sent.attempt(), outcome, sent.answer(), problem);
        context.tell(new RunEvent.StepEnded(step.id(), outcome, problem, context.time()));
    }

    private static Optional<Halt> failed(Step step, Problem problem) {
        return Optional.of(Halt.ofLane(RunOutcomeKind.FAILED, step, problem));
    }

    private RetryBudget budget(Step step) {
        return budgets.computeIfAbsent(step.id(), _ -> new RetryBudget());
    }
}
