package dev.cmkconsole.procedure.searchnodes;

import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;

/**
 * Whether the project's search nodes shall be encrypted with its key.
 *
 * @param accepted steps without an answer that the user accepted
 */
public record SearchNodeChoices(boolean on, Set<StepId> accepted) implements Choices<SearchNodeChoices> {
    public SearchNodeChoices {
        accepted = Set.copyOf(accepted);
    }

    public SearchNodeChoices(boolean on) {
        this(on, Set.of());
    }

    @Override
    public SearchNodeChoices withAccepted(Set<StepId> steps) {
        return new SearchNodeChoices(on, steps);
    }

    @Override
    public SearchNodeChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
