package dev.cmkconsole.example;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Set;

/** Turns on automatic rotation of the key that the project uses. */
final class RotationOnProcedure {
    static final ProcedureType<RotationOnChoices> TYPE = ProcedureType.of(
            "rotation-on",
            _ -> new RotationOnPlanner(),
            Set.of(RecordedOperation.ENABLE_KEY_ROTATION),
            FollowUp.NOTHING);

    private RotationOnProcedure() {}
}
