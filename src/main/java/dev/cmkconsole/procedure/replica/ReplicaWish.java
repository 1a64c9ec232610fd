package dev.cmkconsole.procedure.replica;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a key shall have replicas, with what the user chose about them.
 *
 * @param regions the regions beside the one that Atlas is or will be configured with
 * @param planned the description of a key that the plan creates first; a key that exists has its own
 * @param making whether missing replicas are created; KMS cannot create any while the region of the primary key is out
 */
public record ReplicaWish(
        Set<AwsRegion> regions,
        Optional<String> planned,
        boolean making,
        Actor accessBy,
        Set<StepId> doneByHand,
        Set<StepId> accepted) {
    public ReplicaWish {
        regions = Collections.unmodifiableSet(new TreeSet<>(regions));
        doneByHand = Set.copyOf(doneByHand);
        accepted = Set.copyOf(accepted);
    }

    public static ReplicaWish of(Set<AwsRegion> regions, Actor accessBy, Choices<?> choices) {
        return new ReplicaWish(regions, Optional.empty(), true, accessBy, choices.doneByHand(), choices.accepted());
    }

    Status unlessAccepted(StepId step, Text doubt) {
        return accepted.contains(step) ? Status.accepted(doubt) : new Status.CannotTell(doubt);
    }
}
