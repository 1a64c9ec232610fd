package dev.cmkconsole.procedure.enable;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Optional;

/** Gives a project role-based access to a KMS key. */
public final class EnableProcedure {
    public static final ProcedureType<EnableChoices> TYPE = ProcedureType.of(
                    "enable", EnablePlanner::new, AccessSteps.REQUESTS, FollowUp.NOTHING)
            .ending(Posture.NOT_SET_UP)
            .next(EnableProcedure::next);

    private EnableProcedure() {}

    private static Optional<NextStep> next(ProjectSnapshot now) {
        if (!NextStep.in(Posture.NOT_SET_UP, now)) {
            return Optional.empty();
        }
        return Optional.of(
                NextStep.rolePrepared(now) ? new NextStep("CONTINUE", "enable") : new NextStep("ENABLE", "enable"));
    }
}
