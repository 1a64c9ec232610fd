package dev.cmkconsole.procedure.switching;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
import java.util.Optional;

/** Moves a project from an IAM user's credentials to an IAM role. */
public final class SwitchProcedure {
    public static final ProcedureType<SwitchChoices> TYPE = ProcedureType.of(
                    "switch",
                    SwitchPlanner::new,
                    AccessSteps.REQUESTS,
                    List.of(FollowUp.onceCredentialsAreReplaced("retire-access-key", "report.next.retire", "old-keys")))
            .ending(Posture.ON_CREDENTIALS)
            .next(SwitchProcedure::next)
            .preparedBy(SwitchPlanner::preparing);

    private SwitchProcedure() {}

    private static Optional<NextStep> next(ProjectSnapshot now) {
        if (!NextStep.in(Posture.ON_CREDENTIALS, now)) {
            return Optional.empty();
        }
        return Optional.of(
                NextStep.rolePrepared(now)
                        ? new NextStep("CONTINUE_SWITCH", "switch")
                        : new NextStep("SWITCH", "switch"));
    }
}
