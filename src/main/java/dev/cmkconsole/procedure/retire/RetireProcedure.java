package dev.cmkconsole.procedure.retire;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
import java.util.Set;

/** Retires the access key that the project used before its role. */
public final class RetireProcedure {
    public static final ProcedureType<RetireChoices> TYPE = ProcedureType.of(
            "retire",
            RetirePlanner::new,
            Set.of(RecordedOperation.UPDATE_ACCESS_KEY, RecordedOperation.DELETE_ACCESS_KEY),
            List.of(FollowUp.afterStep(RetirePlanner.DEACTIVATE.value(), "report.next.deactivated", "old-keys")));

    private RetireProcedure() {}
}
