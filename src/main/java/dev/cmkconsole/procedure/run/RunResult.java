package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param plan the last plan, made from {@code now}
 * @param now the last snapshot
 * @param failedLanes lanes that failed, with why
 */
public record RunResult(
        RunOutcomeKind kind,
        String runId,
        Plan plan,
        ProjectSnapshot now,
        Stop stop,
        Map<String, Problem> failedLanes) {

    /**
     * DONE: every step is done. PARTLY: some lanes failed. STOPPED: by the user. NEEDS_HANDS: the next step is a manual
     * one. NEEDS_DECISION: something cannot be known and was not accepted. BLOCKED: a check failed, and nothing was sent
     * after it. FAILED: the problem says why. UNKNOWN: the same, and whether the last request took effect is not known.
     */
    public enum RunOutcomeKind {
        DONE,
        PARTLY,
        STOPPED,
        NEEDS_HANDS,
        NEEDS_DECISION,
        BLOCKED,
        FAILED,
        UNKNOWN
    }

    /**
     * Where and why a run ended before its plan was complete.
     *
     * @param at the step where the run stopped, if it stopped at one
     * @param problem what stopped it
     * @param outcome what is known of the last request of the step {@code at}: whether it took effect in spite of the
     *     problem; empty where none was sent
     */
    public record Stop(Optional<StepId> at, Optional<Problem> problem, Optional<Outcome> outcome) {}

    public RunResult {
        failedLanes = Map.copyOf(failedLanes);
    }

    public Optional<StepId> at() {
        return stop.at();
    }

    public Optional<Problem> problem() {
        return stop.problem();
    }

    public Optional<Outcome> outcome() {
        return stop.outcome();
    }

    /** The same run, which counts as failed because the journal does not have its end. */
    RunResult endNotRecorded(Problem why) {
        return new RunResult(
                RunOutcomeKind.FAILED,
                runId,
                plan,
                now,
                new Stop(Optional.empty(), Optional.of(why), Optional.empty()),
                failedLanes);
    }
}
