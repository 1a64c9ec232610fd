package dev.cmkconsole.procedure.disable;

import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;

/**
 * Turning a project's own key off takes no choice but the acceptance of what is unknown.
 *
 * @param accepted steps without an answer that the user accepted
 */
public record DisableChoices(Set<StepId> accepted) implements Choices<DisableChoices> {
    public static final DisableChoices PLAIN = new DisableChoices(Set.of());

    public DisableChoices {
        accepted = Set.copyOf(accepted);
    }

    @Override
    public DisableChoices withAccepted(Set<StepId> steps) {
        return new DisableChoices(steps);
    }

    @Override
    public DisableChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
