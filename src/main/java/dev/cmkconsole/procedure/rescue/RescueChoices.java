package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/**
 * What is done for a project whose key or role does not work.
 *
 * @param repair empty where nothing can be repaired from here, or nothing is left to repair
 * @param accepted steps without an answer that the user accepted
 */
public record RescueChoices(Optional<Repair> repair, Set<StepId> accepted) implements Choices<RescueChoices> {
    public static final RescueChoices NOTHING = new RescueChoices(Optional.empty(), Set.of());

    public RescueChoices {
        accepted = Set.copyOf(accepted);
        var steps = accepted;
        repair = repair.map(r -> r.accepting(steps));
    }

    /** The access key that the repair activates. */
    Optional<String> accessKeyId() {
        return repair.flatMap(r -> r instanceof Repair.Reactivation(var accessKey)
                ? Optional.of(accessKey.accessKeyId())
                : Optional.empty());
    }

    @Override
    public RescueChoices withAccepted(Set<StepId> steps) {
        return new RescueChoices(repair, steps);
    }

    @Override
    public RescueChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
