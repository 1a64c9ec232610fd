package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.ui.plan.RunOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * An act under review.
 *
 * @param verb verb and object, for the button
 * @param means what it means, a sentence each
 */
record GuardedAct<C>(
        Planner<C> planner,
        C choices,
        BiFunction<C, Set<StepId>, C> accepting,
        String verb,
        java.util.List<String> means) {

    static GuardedAct<OldKeyChoices> of(
            OldKeyChoices choices, WaitSettings pace, String verb, java.util.List<String> means) {
        return new GuardedAct<>(
                new OldKeyPlanner(pace), choices, (c, steps) -> c.withAccepted(both(c.accepted(), steps)), verb, means);
    }

    static GuardedAct<RetireChoices> of(
            RetireChoices choices, WaitSettings pace, String verb, java.util.List<String> means) {
        return new GuardedAct<>(
                new RetirePlanner(pace), choices, (c, steps) -> c.withAccepted(both(c.accepted(), steps)), verb, means);
    }

    private static Set<StepId> both(Set<StepId> some, Set<StepId> more) {
        var all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    RunOrder<C> order(Project project, Set<StepId> accepted, Confirmation confirmation) {
        return new RunOrder<>(
                planner,
                accepting.apply(choices, accepted),
                project,
                confirmation,
                (_, _) -> true,
                (c, _) -> c,
                accepting);
    }
}
