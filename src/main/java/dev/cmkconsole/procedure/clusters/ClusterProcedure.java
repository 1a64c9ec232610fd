package dev.cmkconsole.procedure.clusters;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Optional;
import java.util.Set;

/** Turns encryption with the project's key on or off for single clusters. Each cluster is a matter of its own. */
public final class ClusterProcedure {
    public static final ProcedureType<ClusterChoices> TYPE = ProcedureType.of(
                    "clusters",
                    ClusterPlanner::new,
                    Set.of(RecordedOperation.CREATE_CLUSTER, RecordedOperation.UPDATE_CLUSTER),
                    FollowUp.NOTHING)
            .sideBySide()
            .next(ClusterProcedure::next);

    private ClusterProcedure() {}

    private static Optional<NextStep> next(ProjectSnapshot now) {
        return NextStep.in(Posture.ROLE_BASED, now) && now.clusters(Cluster.Coverage.OPEN) > 0
                ? Optional.of(new NextStep("CLUSTERS", "clusters"))
                : Optional.empty();
    }
}
