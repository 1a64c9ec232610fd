package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/**
 * The choices of the move to another region.
 *
 * @param key the replica of the project's multi-Region key in the region to move to
 * @param accessBy who lets the role use it
 */
public record RegionChoices(KeyArn key, Actor accessBy, Set<StepId> doneByHand, Set<StepId> accepted)
        implements KeyChangeChoices, Choices<RegionChoices> {

    public RegionChoices {
        doneByHand = Set.copyOf(doneByHand);
        accepted = Set.copyOf(accepted);
    }

    public static RegionChoices byConsole(KeyArn key) {
        return new RegionChoices(key, Actor.CONSOLE, Set.of(), Set.of());
    }

    /** Moves to the replica of the present key in a region; such a replica differs in the region alone. */
    public static RegionChoices byConsole(KeyArn present, AwsRegion region) {
        return byConsole(new KeyArn(present.partition(), region, present.account(), present.keyId()));
    }

    @Override
    public KeyArn keyIn(ProjectSnapshot now) {
        return key;
    }

    @Override
    public Optional<NewKey> newKey() {
        return Optional.empty();
    }

    @Override
    public Optional<ReminderWish> reminder() {
        return Optional.empty();
    }

    ReadScope readScope() {
        return new ReadScope(Optional.empty(), Optional.of(new KeyReference.ByArn(key)), Optional.of(key.region()))
                .with(ReadScope.More.KMS_ENDPOINTS, ReadScope.More.CHOSEN_REPLICAS, ReadScope.More.POLICIES);
    }

    public RegionChoices withAccessBy(Actor who) {
        return new RegionChoices(key, who, doneByHand, accepted);
    }

    @Override
    public RegionChoices withDoneByHand(Set<StepId> steps) {
        return new RegionChoices(key, accessBy, steps, accepted);
    }

    @Override
    public RegionChoices withAccepted(Set<StepId> steps) {
        return new RegionChoices(key, accessBy, doneByHand, steps);
    }

    /** An id that Atlas holds stays an id, so that only the region changes. */
    @Override
    public Optional<String> sent(ProjectSnapshot now) {
        return Optional.of(storedById(now) ? key.keyId() : key.toString());
    }

    boolean storedById(ProjectSnapshot now) {
        return now.encryption()
                .value()
                .flatMap(e -> e.awsKms().customerMasterKeyId())
                .filter(key.keyId()::equals)
                .isPresent();
    }
}
