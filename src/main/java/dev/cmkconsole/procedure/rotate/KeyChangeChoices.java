package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/** What is chosen wherever a project that has a role gets another key. */
sealed interface KeyChangeChoices permits RotateChoices, RegionChoices {
    /** The key that comes; a key that is still to be made has an ARN with a gap in it. */
    KeyArn keyIn(ProjectSnapshot now);

    Actor accessBy();

    Set<StepId> doneByHand();

    Set<StepId> accepted();

    Optional<ReminderWish> reminder();

    /** Present where the key is to be made first. */
    Optional<NewKey> newKey();

    ReadScope focus();

    /** The key as Atlas is to be told it. */
    default String sent(ProjectSnapshot now) {
        return keyIn(now).toString();
    }
}
