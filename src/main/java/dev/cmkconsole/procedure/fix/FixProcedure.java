package dev.cmkconsole.procedure.fix;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.EnumSet;

/** Applies the change of one document that a failing check proposes. */
public final class FixProcedure {
    public static final ProcedureType<FixChoices> TYPE = ProcedureType.of(
            "fix",
            ApplyFixPlanner::new,
            EnumSet.of(
                    RecordedOperation.CREATE_ROLE,
                    RecordedOperation.UPDATE_TRUST_POLICY,
                    RecordedOperation.PUT_ROLE_POLICY,
                    RecordedOperation.DELETE_ROLE_POLICY,
                    RecordedOperation.PUT_KEY_POLICY,
                    RecordedOperation.ENABLE_KEY,
                    RecordedOperation.CANCEL_KEY_DELETION),
            FollowUp.NOTHING);

    private FixProcedure() {}
}
