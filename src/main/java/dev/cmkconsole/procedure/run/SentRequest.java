package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.plan.Step;
import java.util.Optional;

/**
 * A request that left this program, and what came back.
 *
 * @param intent its entry in the journal
 * @param answer empty where there was a problem
 * @param problem empty where there was an answer
 */
record SentRequest(Step step, JournalEntry intent, Optional<Answer> answer, Optional<Problem> problem) {
    int attempt() {
        return intent.what().attempt();
    }

    /** Whether the service said no, so that nothing was changed. */
    boolean refused() {
        return problem.filter(p -> p.effect() == Problem.Effect.NONE).isPresent();
    }
}
