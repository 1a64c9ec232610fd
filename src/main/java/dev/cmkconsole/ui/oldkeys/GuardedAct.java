package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.procedure.restoreproof.RestoreProofPlanner;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.ui.plan.RunOrder;
import java.util.List;
import java.util.Set;

/**
 * An action under review.
 *
 * @param verb button text: verb and object
 * @param means the consequences, one sentence each
 */
record GuardedAct<C extends Choices<C>>(Planner<C> planner, C choices, String verb, List<String> means) {

    static GuardedAct<OldKeyChoices> of(OldKeyChoices choices, WaitSettings waits, String verb, List<String> means) {
        return new GuardedAct<>(new OldKeyPlanner(waits), choices, verb, means);
    }

    static GuardedAct<RetireChoices> of(RetireChoices choices, WaitSettings waits, String verb, List<String> means) {
        return new GuardedAct<>(new RetirePlanner(waits), choices, verb, means);
    }

    static GuardedAct<RestoreProofChoices> of(
            RestoreProofChoices choices, WaitSettings waits, String verb, List<String> means) {
        return new GuardedAct<>(new RestoreProofPlanner(waits), choices, verb, means);
    }

    RunOrder<C> order(Project project, Set<StepId> accepted, Confirmation confirmation) {
        return RunOrder.of(planner, choices.alsoAccepting(accepted), project, confirmation);
    }
}
