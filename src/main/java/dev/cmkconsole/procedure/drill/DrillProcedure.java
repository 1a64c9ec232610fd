package dev.cmkconsole.procedure.drill;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
import java.util.Set;

/** Disables and enables the key of a test project, to measure what happens. */
public final class DrillProcedure {
    public static final ProcedureType<DrillChoices> TYPE = ProcedureType.of(
                    "drill",
                    DrillPlanner::new,
                    Set.of(RecordedOperation.DISABLE_KEY, RecordedOperation.ENABLE_KEY),
                    List.of(FollowUp.whileUndone(
                            DrillPlanner.DISABLE.value(), DrillPlanner.ENABLE.value(), "report.next.drill", "drill")))
            .confirmedByName()
            .saysFirst(DrillPlanner::keyLeftDisabled);

    private DrillProcedure() {}
}
