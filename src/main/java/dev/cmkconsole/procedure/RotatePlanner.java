package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Inquiry;
import dev.cmkconsole.model.ProjectSnapshot;
import java.util.Optional;
import java.util.Set;

/**
 * Moves a project that has a role to another key. The role may use both, because Atlas never encrypts old snapshots
 * anew: each needs the key it was made with for as long as it is kept. A key that is not there yet is made first.
 */
public final class RotatePlanner implements Planner<RotateChoices> {
    private final Pace pace;

    public RotatePlanner(Pace pace) {
        this.pace = pace;
    }

    @Override
    public Procedure procedure() {
        return Procedure.ROTATE;
    }

    @Override
    public Focus focus(RotateChoices want) {
        return want.focus();
    }

    @Override
    public Optional<Inquiry> inquiry(ProjectSnapshot now, RotateChoices want) {
        return KeyChange.inquiry(now, want);
    }

    @Override
    public Set<StepId> accepted(RotateChoices want) {
        return want.accepted();
    }

    @Override
    public Plan plan(ProjectSnapshot now, RotateChoices want) {
        return KeyChange.plan(Procedure.ROTATE, now, want, Optional.empty(), "rotate.", pace);
    }
}
