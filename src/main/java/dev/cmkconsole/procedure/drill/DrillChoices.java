package dev.cmkconsole.procedure.drill;

import dev.cmkconsole.model.snapshot.KeyRecords.KeyDrill;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A drill takes no choice. What the history had of the last drill when this one was asked for tells the two apart,
 * whatever the clocks say.
 *
 * @param earlier when the last drill before this one disabled the key
 * @param open whether the history has no word that the key was enabled after that
 * @param accepted steps without an answer that the user accepted
 */
public record DrillChoices(Optional<Instant> earlier, boolean open, Set<StepId> accepted)
        implements Choices<DrillChoices> {

    public DrillChoices {
        accepted = Set.copyOf(accepted);
    }

    public static DrillChoices after(Optional<KeyDrill> last) {
        return new DrillChoices(
                last.map(KeyDrill::disabled),
                last.filter(d -> d.enabled().isEmpty()).isPresent(),
                Set.of());
    }

    @Override
    public DrillChoices withAccepted(Set<StepId> steps) {
        return new DrillChoices(earlier, open, steps);
    }

    @Override
    public DrillChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
