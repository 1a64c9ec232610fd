package dev.cmkconsole.procedure.fix;

import dev.cmkconsole.procedure.plan.ProcedureType;

/** Applies the change of one document that a failing check proposes. */
public final class FixProcedure {
    public static final ProcedureType<FixChoices> TYPE = ProcedureType.of("fix", ApplyFixPlanner::new);

    private FixProcedure() {}
}
