package dev.cmkconsole.procedure.fix;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.EnumSet;
import java.util.Optional;

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
                    FollowUp.NOTHING)
            .next(FixProcedure::next);

    private FixProcedure() {}

    private static Optional<NextStep> next(ProjectSnapshot now) {
        if (now.state().deletion().isPresent()) {
            return Optional.of(new NextStep("DELETION", "rescue"));
        }
        if (NextStep.in(Posture.KEY_INVALID, now)) {
            return Optional.of(
                    now.state().waitsForAtlas() ? new NextStep("WAIT", "check") : new NextStep("REPAIR", "rescue"));
        }
        if (NextStep.in(Posture.KEY_IN_DOUBT, now)) {
            return Optional.of(new NextStep("DOUBT", "check"));
        }
        return now.state().findings().isEmpty() ? Optional.empty() : Optional.of(new NextStep("FINDINGS", "check"));
    }
}
