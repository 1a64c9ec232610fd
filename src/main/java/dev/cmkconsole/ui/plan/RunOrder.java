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
 * A run that was confirmed, and what the user decides about single steps while it goes on.
 *
 * @param visible whether a snapshot shows by itself that this manual step is done; the user's word is not needed then
 * @param listener hears of the choices whenever the user changes them on the way
 * @param decidable whether the user's decisions on the way count; without it the choices stay as they were confirmed
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
