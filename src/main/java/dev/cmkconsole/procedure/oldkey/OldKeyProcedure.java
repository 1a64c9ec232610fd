package dev.cmkconsole.procedure.oldkey;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
import java.util.Set;

/** Gives up a KMS key that the project no longer uses. */
public final class OldKeyProcedure {
    public static final ProcedureType<OldKeyChoices> TYPE = ProcedureType.of(
            "old-key",
            OldKeyPlanner::new,
            Set.of(
                    RecordedOperation.PUT_ROLE_POLICY,
                    RecordedOperation.DELETE_ROLE_POLICY,
                    RecordedOperation.DISABLE_KEY,
                    RecordedOperation.SCHEDULE_KEY_DELETION,
                    RecordedOperation.ENABLE_KEY,
                    RecordedOperation.CANCEL_KEY_DELETION),
            List.of(
                    FollowUp.afterStep(OldKeyPlanner.DISABLE.value(), "report.next.disabled", "old-keys"),
                    FollowUp.afterStep(OldKeyPlanner.SCHEDULE_DELETION.value(), "report.next.scheduled", "old-keys")));

    private OldKeyProcedure() {}
}
