package dev.cmkconsole.procedure.requirekeys;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Set;

/** Makes an organization require customer keys, or stop requiring them. */
public final class RequireKeysProcedure {
    public static final ProcedureType<RequireKeysChoices> TYPE = ProcedureType.of(
                    "require-keys",
                    _ -> new RequireKeysPlanner(),
                    Set.of(
                            RecordedOperation.CREATE_POLICY,
                            RecordedOperation.UPDATE_POLICY,
                            RecordedOperation.DELETE_POLICY),
                    FollowUp.NOTHING)
            .confirmedByName();

    private RequireKeysProcedure() {}
}
