package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.Confirmation;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A run that was confirmed, and how its choices change when the user says so on the way.
 *
 * @param visible whether a snapshot shows by itself if this manual step is done; then the user's word is not
 *     needed for it
 * @param doneByHand choices in which these steps are said to be done
 * @param accepted choices in which these checks may stay unknown
 */
public record RunOrder<C>(
        Planner<C> planner,
        C choices,
        Project project,
        Confirmation confirmation,
        BiPredicate<ProjectSnapshot, StepId> visible,
        BiFunction<C, Set<StepId>, C> doneByHand,
        BiFunction<C, Set<StepId>, C> accepted) {

    /** For procedures without manual steps and undecided checks. */
    public static <C> RunOrder<C> plain(Planner<C> planner, C choices, Project project) {
        return new RunOrder<>(planner, choices, project, Confirmation.PLAIN, (_, _) -> true, (c, _) -> c, (c, _) -> c);
    }

    RunOrder<C> withChoices(C changed) {
        return new RunOrder<>(planner, changed, project, confirmation, visible, doneByHand, accepted);
    }
}
