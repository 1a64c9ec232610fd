package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.procedure.plan.ProcedureType;

/** Moves a project that has a role to another key. */
public final class RotateProcedure {
    public static final ProcedureType<RotateChoices> TYPE =
            ProcedureType.of("rotate", RotatePlanner::new, KeyChange.REQUESTS, FollowUp.NOTHING);

    private RotateProcedure() {}
}
