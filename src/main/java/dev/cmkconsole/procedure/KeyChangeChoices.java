package dev.cmkconsole.procedure;

import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.procedure.EnableChoices.Actor;
import java.util.Set;

/** What is chosen wherever a project that has a role gets another key. */
sealed interface KeyChangeChoices permits RotateChoices, RegionChoices {
    KeyArn key();

    Actor accessBy();

    Set<StepId> doneByHand();

    Set<StepId> accepted();

    /** The key as Atlas is to be told it. */
    default String sent(ProjectSnapshot now) {
        return key().toString();
    }
}
