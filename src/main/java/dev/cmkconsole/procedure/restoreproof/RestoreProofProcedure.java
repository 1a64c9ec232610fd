package dev.cmkconsole.procedure.restoreproof;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
import java.util.Set;

/** Restores a snapshot to a temporary cluster, to show that its key can still be used. */
public final class RestoreProofProcedure {
    public static final ProcedureType<RestoreProofChoices> TYPE = ProcedureType.of(
                    "restore-proof",
                    RestoreProofPlanner::new,
                    Set.of(
                            RecordedOperation.CREATE_CLUSTER,
                            RecordedOperation.CREATE_RESTORE,
                            RecordedOperation.DELETE_CLUSTER),
                    List.of(FollowUp.afterStep(
                            RestoreProofPlanner.DELETE.value(), "report.next.restoreProof", "old-keys")))
            .confirmedByName();

    private RestoreProofProcedure() {}
}
