package dev.cmkconsole.model.record;

import dev.cmkconsole.model.outcome.Reversibility;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One attempt at one step. An entry about a whole run has only a title.
 *
 * @param step the step's id; empty for a whole run
 * @param attempt from 1; 0 for a whole run
 * @param title the step or the run in words
 */
public record StepAttempt(Optional<String> step, int attempt, String title, Optional<Reversibility> reversibility) {

    public static StepAttempt wholeRun(String title) {
        return new StepAttempt(Optional.empty(), 0, title, Optional.empty());
    }

    public static StepAttempt of(String step, int attempt, String title, Reversibility reversibility) {
        return new StepAttempt(Optional.of(step), attempt, title, Optional.of(reversibility));
    }

    StepAttempt mapTexts(UnaryOperator<String> change) {
        return new StepAttempt(step.map(change), attempt, change.apply(title), reversibility);
    }
}
