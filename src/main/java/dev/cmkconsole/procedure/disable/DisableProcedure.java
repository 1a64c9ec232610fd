package dev.cmkconsole.procedure.disable;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
import java.util.Set;

/** Turns encryption with a project's own key off. */
public final class DisableProcedure {
    public static final ProcedureType<DisableChoices> TYPE = ProcedureType.of(
                    "disable",
                    DisablePlanner::new,
                    Set.of(
                            RecordedOperation.DELETE_KMS_ENDPOINT,
                            RecordedOperation.UPDATE_ENCRYPTION,
                            RecordedOperation.UPDATE_CLUSTER),
                    List.of(FollowUp.afterStep(DisablePlanner.TURN_OFF.value(), "report.next.turnedOff", "old-keys")))
            .confirmedByName();

    private DisableProcedure() {}
}
