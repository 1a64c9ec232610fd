package dev.cmkconsole.procedure.fix;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/**
 * One change on its own: a check's proposal, or the restoration of an earlier document.
 *
 * @param request a request that {@link ApplyFixPlanner#writesDocument} accepts, or one that makes a key usable again
 * @param role the role whose access the change is about, for the check that nobody is locked out
 * @param puttingBack whether the change undoes an earlier one
 * @param accepted steps without an answer that the user accepted
 */
public record FixChoices(AwsRequest request, Optional<RoleArn> role, boolean puttingBack, Set<StepId> accepted)
        implements Choices<FixChoices> {

    public FixChoices {
        accepted = Set.copyOf(accepted);
    }

    public static FixChoices applying(AwsRequest request, Optional<RoleArn> role) {
        return new FixChoices(request, role, false, Set.of());
    }

    public static FixChoices puttingBack(AwsRequest request) {
        return new FixChoices(request, Optional.empty(), true, Set.of());
    }

    @Override
    public FixChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }

    @Override
    public FixChoices withAccepted(Set<StepId> steps) {
        return new FixChoices(request, role, puttingBack, steps);
    }
}
