package dev.cmkconsole.procedure.retire;

import dev.cmkconsole.procedure.plan.ProcedureType;

/** Retires the access key that the project used before its role. */
public final class RetireProcedure {
    public static final ProcedureType<RetireChoices> TYPE = ProcedureType.of("retire", RetirePlanner::new);

    private RetireProcedure() {}
}
