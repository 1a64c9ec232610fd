package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.Confirmation;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A confirmed run, and the user's decisions about single steps during it.
 *
 * @param visible whether a snapshot shows the result of a manual step; the user's statement is then not needed
 * @param listener called with the choices whenever the user changes them during the run
 * @param decidable whether decisions during the run count; otherwise the choices stay as confirmed
 */
public record RunOrder<C extends Choices<C>>(
        Planner<C> planner,
        C choices,
        Project project,
        Confirmation confirmation,
        BiPredicate<ProjectSnapshot, StepId> visible,
        Consumer<C> listener,
        boolean decidable) {

    public static <C extends Choices<C>> RunOrder<C> of(
            Planner<C> planner, C choices, Project project, Confirmation confirmation) {
        return new RunOrder<>(planner, choices, project, confirmation, (_, _) -> true, _ -> {}, true);
    }

    public RunOrder<C> withVisible(BiPredicate<ProjectSnapshot, StepId> test) {
        return new RunOrder<>(planner, choices, project, confirmation, test, listener, decidable);
    }

    public RunOrder<C> withListener(Consumer<C> other) {
        return new RunOrder<>(planner, choices, project, confirmation, visible, other, decidable);
    }

    public RunOrder<C> withoutDecisions() {
        return new RunOrder<>(planner, choices, project, confirmation, visible, listener, false);
    }

    RunOrder<C> doneByHand(StepId step) {
        return decided(choices.alsoDoneByHand(Set.of(step)));
    }

    RunOrder<C> accepting(Set<StepId> steps) {
        return decided(choices.alsoAccepting(steps));
    }

    private RunOrder<C> decided(C changed) {
        if (!decidable) {
            return this;
        }
        listener.accept(changed);
        return new RunOrder<>(planner, changed, project, confirmation, visible, listener, true);
    }
}
