package dev.cmkconsole.procedure.enable;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.ProcedureType;

/** Gives a project role-based access to a KMS key. */
public final class EnableProcedure {
    public static final ProcedureType<EnableChoices> TYPE = ProcedureType.of(
                    "enable", EnablePlanner::new, AccessSteps.REQUESTS, FollowUp.NOTHING)
            .ending(Posture.NOT_SET_UP);

    private EnableProcedure() {}
}
