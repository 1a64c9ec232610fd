package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.NeededRegions;
import dev.cmkconsole.procedure.endpoint.EndpointGate;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.replica.ReplicaWish;
import dev.cmkconsole.procedure.replica.SingleRegionKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where another key has to be before the project moves to it. With private networking, nodes use the key of their own
 * region, so that a move ahead of the replicas would take the key from them.
 *
 * @param region where Atlas will be configured with the key
 */
record ReplicatedKey(ProjectSnapshot now, AwsRegion region) {

    private Optional<AwsKms> required() {
        return EndpointGate.required(now);
    }

    /** The regions of the encrypted clusters; none where nodes may use the key of one region. */
    private Set<AwsRegion> regions() {
        return required()
                .map(kms -> new TreeSet<>(
                        NeededRegions.all(kms, now.clusters().value().orElse(List.of()))))
                .orElseGet(TreeSet::new);
    }

    /** @param outage whether the region of the present key is out, of which nothing can be asked then */
    ReplicaWish wish(boolean multiRegion, boolean outage, KeyChangeChoices want) {
        var others = regions();
        others.remove(region);
        if (outage) {
            required().flatMap(AwsKms::region).ifPresent(others::remove);
        }
        return new ReplicaWish(
                multiRegion ? others : Set.of(),
                want.newKey().map(NewKey::description),
                !outage,
                want.accessBy(),
                want.doneByHand(),
                want.accepted());
    }

    /** The doubt about a key of one region; empty where the present key has the same regions. */
    Optional<Step> singleRegion(boolean multiRegion, boolean saved, Set<StepId> accepted) {
        boolean asBefore = required()
                .filter(kms -> EndpointGate.singleRegion(kms)
                        && kms.region().filter(region::equals).isPresent())
                .isPresent();
        return multiRegion || saved || asBefore || required().isEmpty()
                ? Optional.empty()
                : Optional.of(SingleRegionKey.check(regions(), Optional.of(region), true, false, accepted));
    }
}
