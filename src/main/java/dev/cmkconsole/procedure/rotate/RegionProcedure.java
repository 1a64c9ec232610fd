package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.procedure.plan.ProcedureType;

/** Uses the project's multi-Region key in another Region. */
public final class RegionProcedure {
    public static final ProcedureType<RegionChoices> TYPE =
            ProcedureType.of("region", RegionPlanner::new, KeyChange.REQUESTS, FollowUp.NOTHING);

    private RegionProcedure() {}
}
