package dev.cmkconsole.procedure.oldkey;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;

/**
 * What to do with a key that a project no longer uses.
 *
 * @param days the waiting period before KMS deletes the key, 7 to 30 (KMS API reference, ScheduleKeyDeletion)
 * @param accepted steps without an answer that the user accepted
 */
public record OldKeyChoices(KeyArn key, OldKeyAct act, int days, Set<StepId> accepted)
        implements Choices<OldKeyChoices> {
    public static final int LONGEST = 30;
    public static final int SHORTEST = 7;

    /** The acts by weight; the last two undo the two before them. */
    public enum OldKeyAct {
        TAKE_OUT,
        DISABLE,
        SCHEDULE_DELETION,
        ENABLE,
        CANCEL_DELETION;

        /** Whether the act takes something away; only such an act needs proof that nothing needs the key. */
        public boolean takes() {
            return this == TAKE_OUT || this == DISABLE || this == SCHEDULE_DELETION;
        }
    }

    public OldKeyChoices {
        if (days < SHORTEST || days > LONGEST) {
            throw new InputException("input.oldKey.days", String.valueOf(days));
        }
        accepted = Set.copyOf(accepted);
    }

    public static OldKeyChoices of(KeyArn key, OldKeyAct act) {
        return new OldKeyChoices(key, act, LONGEST, Set.of());
    }

    @Override
    public OldKeyChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }

    @Override
    public OldKeyChoices withAccepted(Set<StepId> steps) {
        return new OldKeyChoices(key, act, days, steps);
    }

    public OldKeyChoices withDays(int chosen) {
        return new OldKeyChoices(key, act, chosen, accepted);
    }
}
