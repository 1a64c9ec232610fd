package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Inquiry;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.SurveyFocus;
import java.util.Optional;
import java.util.Set;

/**
 * A procedure as a pure function: the same snapshot and choices give the same plan.
 *
 * @param <C> the user's choices
 */
public interface Planner<C> {

    Procedure procedure();

    /** Which AWS objects a snapshot needs for these choices. */
    Focus focus(C choices);

    /**
     * What to check beside the snapshot, which then has the answers; empty for procedures that send nothing
     * irreversible.
     */
    default Optional<Inquiry> inquiry(ProjectSnapshot now, C choices) {
        return Optional.empty();
    }

    /** What of these choices goes past something that cannot be told, for the record. */
    default Set<StepId> accepted(C choices) {
        return Set.of();
    }

    /**
     * What to find out about the project's keys beside the snapshot, which then has it; empty for procedures that
     * do not ask.
     */
    default Optional<SurveyFocus> survey(C choices) {
        return Optional.empty();
    }

    Plan plan(ProjectSnapshot now, C choices);
}
