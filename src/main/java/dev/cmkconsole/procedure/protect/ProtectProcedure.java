package dev.cmkconsole.procedure.protect;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Set;

/** Leaves the end of a key, and its policy, to named principals. */
public final class ProtectProcedure {
    public static final ProcedureType<ProtectChoices> TYPE = ProcedureType.of(
            "protect", ProtectPlanner::new, Set.of(RecordedOperation.PUT_KEY_POLICY), FollowUp.NOTHING);

    private ProtectProcedure() {}
}
