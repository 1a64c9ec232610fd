package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Instant;
import java.util.Optional;

/** What a run reports while it goes on. Sent on the run's own thread. */
public sealed interface RunEvent {

    /** What the run takes away from whom; before the first plan, and only if it takes something away. */
    record EffectKnown(ActEffect effect, Instant at) implements RunEvent {}

    /** A fresh plan: at the start, and after every step. */
    record Planned(Plan plan, Instant at) implements RunEvent {}

    /** @param attempt from 1 */
    record StepStarted(StepId step, int attempt, Instant at) implements RunEvent {}

    /** The service was not ready; the next attempt begins at {@code next}, or when the user asks for it. */
    record Retrying(StepId step, int attempt, int attempts, Instant next, Problem problem, Instant at)
            implements RunEvent {}

    /** Waiting for a condition, which is read again at {@code next}. */
    record Waiting(StepId step, Instant since, Instant next, Instant at) implements RunEvent {}

    record StepEnded(StepId step, Outcome outcome, Optional<Problem> problem, Instant at) implements RunEvent {}

    /** The outcome of an intent that an earlier run left without one. */
    record Reconciled(StepId step, Outcome outcome, Instant at) implements RunEvent {}

    record Ended(RunResult result, Instant at) implements RunEvent {}
}
