package dev.cmkconsole.procedure;

import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;

/** The choices of a planner without any choice. */
public record NoChoices() implements Choices<NoChoices> {
    @Override
    public NoChoices withAccepted(Set<StepId> steps) {
        return this;
    }

    @Override
    public NoChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
