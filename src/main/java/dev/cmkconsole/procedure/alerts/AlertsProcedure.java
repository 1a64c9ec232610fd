package dev.cmkconsole.procedure.alerts;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Optional;
import java.util.Set;

/** Turns the alerts about a project's own key on, changes them, and acknowledges open ones. */
public final class AlertsProcedure {
    public static final ProcedureType<AlertsChoices> TYPE = ProcedureType.of(
                    "alerts",
                    _ -> new AlertsPlanner(),
                    Set.of(
                            RecordedOperation.CREATE_ALERT,
                            RecordedOperation.UPDATE_ALERT,
                            RecordedOperation.TOGGLE_ALERT,
                            RecordedOperation.ACKNOWLEDGE_ALERT),
                    FollowUp.NOTHING)
            .next(AlertsProcedure::next);

    private AlertsProcedure() {}

    private static Optional<NextStep> next(ProjectSnapshot now) {
        return now.state().warnings().contains(CheckId.KEY_ALERTS)
                ? Optional.of(new NextStep("ALERTS", "alerts"))
                : Optional.empty();
    }
}
