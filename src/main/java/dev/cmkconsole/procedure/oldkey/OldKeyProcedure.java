package dev.cmkconsole.procedure.oldkey;

import dev.cmkconsole.procedure.plan.ProcedureType;

/** Gives up a KMS key that the project no longer uses. */
public final class OldKeyProcedure {
    public static final ProcedureType<OldKeyChoices> TYPE = ProcedureType.of("old-key", OldKeyPlanner::new);

    private OldKeyProcedure() {}
}
