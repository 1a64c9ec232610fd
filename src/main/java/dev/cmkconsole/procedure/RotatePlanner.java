package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.Text;
import java.util.Optional;

/**
 * Moves a project that has a role to another key. The role may use both, because Atlas never encrypts old snapshots anew: each needs the key it was made
 * with for as long as it is kept.
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
        return KeyChange.focus(want.key());
    }

    @Override
    public Plan plan(ProjectSnapshot now, RotateChoices want) {
        return KeyChange.plan(Procedure.ROTATE, now, want, Optional.empty(), Text.of("rotate.checkConfiguration.reason"), "rotate.save", pace);
    }
}
