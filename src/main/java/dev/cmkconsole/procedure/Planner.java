package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.ProjectSnapshot;

/**
 * A procedure as a pure function: the same snapshot and choices give the same plan.
 *
 * @param <C> the user's choices
 */
public interface Planner<C> {

    Procedure procedure();

    /** Which AWS objects a snapshot needs for these choices. */
    Focus focus(C choices);

    Plan plan(ProjectSnapshot now, C choices);
}
