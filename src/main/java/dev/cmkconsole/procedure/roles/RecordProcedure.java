package dev.cmkconsole.procedure.roles;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
import java.util.Set;

/** Deauthorizes a role record, and takes back in AWS what it left. */
public final class RecordProcedure {
    public static final ProcedureType<RecordChoices> TYPE = ProcedureType.of(
            "access",
            RecordPlanner::new,
            Set.of(
                    RecordedOperation.DEAUTHORIZE_ACCESS_ROLE,
                    RecordedOperation.UPDATE_TRUST_POLICY,
                    RecordedOperation.DELETE_ROLE_POLICY,
                    RecordedOperation.DETACH_ROLE_POLICY,
                    RecordedOperation.DELETE_ROLE),
            List.of(FollowUp.afterStep(RecordPlanner.DEAUTHORIZE.value(), "report.next.deauthorized", "roles")));

    private RecordProcedure() {}
}
