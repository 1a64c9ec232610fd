package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Set;

/** Brings back a project whose key or role does not work. */
public final class RescueProcedure {
    public static final ProcedureType<RescueChoices> TYPE = ProcedureType.of(
            "rescue",
            RescuePlanner::new,
            Set.of(
                    RecordedOperation.CREATE_ROLE,
                    RecordedOperation.UPDATE_TRUST_POLICY,
                    RecordedOperation.PUT_ROLE_POLICY,
                    RecordedOperation.DELETE_ROLE_POLICY,
                    RecordedOperation.PUT_KEY_POLICY,
                    RecordedOperation.ENABLE_KEY,
                    RecordedOperation.CANCEL_KEY_DELETION,
                    RecordedOperation.REPLICATE_KEY,
                    RecordedOperation.UPDATE_ACCESS_KEY),
            FollowUp.NOTHING);

    private RescueProcedure() {}
}
