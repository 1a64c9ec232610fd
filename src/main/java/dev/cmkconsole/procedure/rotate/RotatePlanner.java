package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.Optional;

/**
 * Moves a project that has a role to another key. The role may use both, because Atlas never encrypts old snapshots
 * anew: each needs the key it was made with for as long as it is kept. A key that is not there yet is made first.
 */
public final class RotatePlanner implements Planner<RotateChoices> {
    private final WaitSettings pace;

    public RotatePlanner(WaitSettings pace) {
        this.pace = pace;
    }

    @Override
    public ProcedureType<?> procedure() {
        return RotateProcedure.TYPE;
    }

    @Override
    public ReadScope focus(RotateChoices want) {
        return want.focus();
    }

    @Override
    public Optional<CheckRequest> inquiry(ProjectSnapshot now, RotateChoices want) {
        return KeyChange.inquiry(now, want);
    }

    @Override
    public Plan plan(ProjectSnapshot now, RotateChoices want) {
        return KeyChange.plan(RotateProcedure.TYPE, now, want, Optional.empty(), "rotate.", pace);
    }
}
