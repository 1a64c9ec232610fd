package dev.cmkconsole.procedure.network;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;
import java.util.TreeSet;

/**
 * The choices of private networking.
 *
 * @param on whether Atlas shall reach the key through private endpoints only
 * @param regions where endpoints are created or deleted; empty for every region in which clusters stand, or for all
 *     endpoints
 * @param replaced ids of failed endpoints to replace: those that had failed when the user decided. One that fails later
 *     stops the plan, so that no run creates endpoints for ever.
 * @param accessBy who replicates the key and lets the role use the replicas
 */
public record NetworkChoices(
        boolean on,
        Set<AwsRegion> regions,
        Set<String> replaced,
        Actor accessBy,
        Set<StepId> doneByHand,
        Set<StepId> accepted)
        implements Choices<NetworkChoices> {
    public NetworkChoices {
        regions = java.util.Collections.unmodifiableSet(new TreeSet<>(regions));
        replaced = Set.copyOf(replaced);
        doneByHand = Set.copyOf(doneByHand);
        accepted = Set.copyOf(accepted);
    }

    public static NetworkChoices of(boolean on) {
        return new NetworkChoices(on, Set.of(), Set.of(), Actor.CONSOLE, Set.of(), Set.of());
    }

    public NetworkChoices in(Set<AwsRegion> some) {
        return new NetworkChoices(on, some, replaced, accessBy, doneByHand, accepted);
    }

    public NetworkChoices replacing(Set<String> failed) {
        return new NetworkChoices(on, regions, failed, accessBy, doneByHand, accepted);
    }

    public NetworkChoices withAccessBy(Actor who) {
        return new NetworkChoices(on, regions, replaced, who, doneByHand, accepted);
    }

    @Override
    public NetworkChoices withAccepted(Set<StepId> steps) {
        return new NetworkChoices(on, regions, replaced, accessBy, doneByHand, steps);
    }

    @Override
    public NetworkChoices withDoneByHand(Set<StepId> steps) {
        return new NetworkChoices(on, regions, replaced, accessBy, steps, accepted);
    }
}
