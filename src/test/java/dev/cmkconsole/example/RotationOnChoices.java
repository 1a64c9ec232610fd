package dev.cmkconsole.example;

import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;

/**
 * How often KMS rotates the key.
 *
 * @param days 90 to 2560 (KMS API reference, EnableKeyRotation)
 */
record RotationOnChoices(int days) implements Choices<RotationOnChoices> {
    RotationOnChoices {
        KeyRotation.checkDays(days);
    }

    @Override
    public RotationOnChoices withAccepted(Set<StepId> steps) {
        return this;
    }

    @Override
    public RotationOnChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
