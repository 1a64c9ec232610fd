package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.NewKey;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.procedure.EnableChoices.Actor;
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

    Focus focus();

    /** The key as Atlas is to be told it. */
    default String sent(ProjectSnapshot now) {
        return keyIn(now).toString();
    }
}
