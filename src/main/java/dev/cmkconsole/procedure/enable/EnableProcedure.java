package dev.cmkconsole.procedure.enable;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.newkey.NewKeySteps;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Gives a project role-based access to a KMS key, which it can create first. */
public final class EnableProcedure {
    public static final ProcedureType<EnableChoices> TYPE = ProcedureType.of(
                    "enable", EnablePlanner::new, requests(), FollowUp.NOTHING)
            .ending(Posture.NOT_SET_UP)
            .next(EnableProcedure::next);

    private EnableProcedure() {}

    private static Set<RecordedOperation> requests() {
        var all = EnumSet.copyOf(AccessSteps.REQUESTS);
        all.addAll(NewKeySteps.REQUESTS);
        return Set.copyOf(all);
    }

    private static Optional<NextStep> next(ProjectSnapshot now) {
        if (!NextStep.in(Posture.NOT_SET_UP, now)) {
            return Optional.empty();
        }
        return Optional.of(
                NextStep.rolePrepared(now) ? new NextStep("CONTINUE", "enable") : new NextStep("ENABLE", "enable"));
    }
}
