package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.Optional;

/**
 * Plans the move of a role-based project to another key, which the plan creates first if need be. The role may use
 * both keys afterwards: Atlas never encrypts old snapshots again, and each needs the key with which it was taken.
 */
public final class RotatePlanner implements Planner<RotateChoices> {
    private final WaitSettings waits;

    public RotatePlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return RotateProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(RotateChoices want) {
        return want.readScope();
    }

    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, RotateChoices want) {
        return KeyChange.checkRequest(now, want);
    }

    @Override
    public Optional<AwsRegion> spareKeysIn(RotateChoices want) {
        return Optional.of(want.key().region());
    }

    @Override
    public Plan plan(ProjectSnapshot now, RotateChoices want) {
        return KeyChange.plan(
                new KeyChange.Variant(
                        RotateProcedure.TYPE, Optional.empty(), Optional.empty(), "rotate.", "rotate.save"),
                now,
                want,
                waits);
    }
}
