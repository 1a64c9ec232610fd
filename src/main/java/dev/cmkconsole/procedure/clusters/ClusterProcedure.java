package dev.cmkconsole.procedure.clusters;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Set;

/** Turns encryption with the project's key on or off for single clusters. Each cluster is a matter of its own. */
public final class ClusterProcedure {
    public static final ProcedureType<ClusterChoices> TYPE = ProcedureType.of(
                    "clusters",
                    ClusterPlanner::new,
                    Set.of(RecordedOperation.CREATE_CLUSTER, RecordedOperation.UPDATE_CLUSTER),
                    FollowUp.NOTHING)
            .sideBySide();

    private ClusterProcedure() {}
}
