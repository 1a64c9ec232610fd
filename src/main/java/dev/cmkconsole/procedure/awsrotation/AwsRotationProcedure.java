package dev.cmkconsole.procedure.awsrotation;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Set;

/** Lets AWS rotate the material of the project's key. */
public final class AwsRotationProcedure {
    public static final ProcedureType<AwsRotationChoices> TYPE = ProcedureType.of(
            "aws-rotation",
            AwsRotationPlanner::new,
            Set.of(
                    RecordedOperation.ENABLE_KEY_ROTATION,
                    RecordedOperation.ROTATE_KEY_ON_DEMAND,
                    RecordedOperation.CREATE_ALERT,
                    RecordedOperation.UPDATE_ALERT,
                    RecordedOperation.TOGGLE_ALERT),
            FollowUp.NOTHING);

    private AwsRotationProcedure() {}
}
