package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import java.util.Optional;

/**
 * A procedure as a pure function: the same snapshot and choices give the same plan.
 *
 * @param <C> the user's choices
 */
public interface Planner<C extends Choices<C>> {

    ProcedureType<?> procedure();

    /** Which AWS objects a snapshot needs for these choices. */
    ReadScope focus(C choices);

    /**
     * What to check beside the snapshot, which then has the answers; empty for procedures that send nothing
     * irreversible.
     */
    default Optional<CheckRequest> inquiry(ProjectSnapshot now, C choices) {
        return Optional.empty();
    }

    /**
     * What to find out about the project's keys beside the snapshot, which then has it; empty for procedures that
     * do not ask.
     */
    default Optional<KeySurveyRequest> survey(C choices) {
        return Optional.empty();
    }

    Plan plan(ProjectSnapshot now, C choices);
}
