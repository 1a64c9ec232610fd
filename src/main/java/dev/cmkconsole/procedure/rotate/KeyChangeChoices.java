package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/** The choices that every change of the key in a role-based project has. */
sealed interface KeyChangeChoices permits RotateChoices, RegionChoices {
    /** The new key; the ARN of a key that does not exist yet has a gap. */
    KeyArn keyIn(ProjectSnapshot now);

    Actor accessBy();

    Set<StepId> doneByHand();

    Set<StepId> accepted();

    Optional<ReminderWish> reminder();

    /** The key to create first; empty for a key that exists. */
    Optional<NewKey> newKey();

    /** The key as it is sent to Atlas, where the change itself decides; otherwise the form for a key that is set up. */
    default Optional<String> sent(ProjectSnapshot now) {
        return Optional.empty();
    }
}
