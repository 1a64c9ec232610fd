package dev.cmkconsole.procedure.awsrotation;

import dev.cmkconsole.procedure.plan.ProcedureType;

/** Lets AWS rotate the material of the project's key. */
public final class AwsRotationProcedure {
    public static final ProcedureType<AwsRotationChoices> TYPE =
            ProcedureType.of("aws-rotation", AwsRotationPlanner::new);

    private AwsRotationProcedure() {}
}
