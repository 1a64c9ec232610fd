package dev.cmkconsole.procedure.switching;

import dev.cmkconsole.procedure.plan.ProcedureType;

/** Moves a project from an IAM user's credentials to an IAM role. */
public final class SwitchProcedure {
    public static final ProcedureType<SwitchChoices> TYPE = ProcedureType.of("switch", SwitchPlanner::new);

    private SwitchProcedure() {}
}
