package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.ReplicaStanding;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.replica.ReplicaSteps;
import dev.cmkconsole.procedure.replica.ReplicaWish;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A replica that is gone, while another region still has the multi-Region key.
 *
 * @param region the region that Atlas is configured with, or one whose nodes need a replica
 * @param source the key in another region, whose policy the replica gets; the primary key where that was read
 */
record MissingReplica(ProjectSnapshot now, AwsRegion region, RegionalKey source) {
    /** KMS copies material that it made itself; imported material has to be imported again by whoever has it. */
    private static final String MADE_BY_KMS = "AWS_KMS";

    /** Empty where KMS would not create it. */
    static Optional<MissingReplica> of(ProjectSnapshot now, AwsRegion region) {
        return source(now, region, k -> k.unusable().isEmpty() && k.origin().equals(MADE_BY_KMS));
    }

    /** The region that Atlas is configured with; empty where the project has no key. */
    static Optional<AwsRegion> configured(ProjectSnapshot now) {
        return now.encryption()
                .value()
                .map(EncryptionAtRest::awsKms)
                .filter(AwsKms::enabled)
                .flatMap(AwsKms::region);
    }

    /** The first region that lacks a replica that its nodes need. */
    static Optional<AwsRegion> needed(ProjectSnapshot now) {
        return now.neededRegions().replicas().stream()
                .filter(r -> r.word() == ReplicaStanding.Word.MISSING)
                .map(ReplicaStanding::region)
                .findFirst();
    }

    private static Optional<MissingReplica> source(
            ProjectSnapshot now, AwsRegion region, Predicate<CustomerKey> sound) {
        return now.aws().regional().values().stream()
                .filter(r -> !r.arn().region().equals(region))
                .filter(r -> r.key().value().filter(sound).isPresent())
                .min(Comparator.<RegionalKey, Boolean>comparing(r -> !primary(r))
                        .thenComparing(r -> r.arn().region()))
                .map(source -> new MissingReplica(now, region, source));
    }

    private static boolean primary(RegionalKey some) {
        return some.key()
                .value()
                .flatMap(CustomerKey::replicas)
                .filter(all -> all.primary().equals(some.arn().region()))
                .isPresent();
    }

    Repair repair() {
        return new Repair.ReplicaAnew(region, Set.of());
    }

    /** The steps that create the replica and wait for it; none once another region has no such key either. */
    static List<Step> steps(ProjectSnapshot now, Repair.ReplicaAnew repair, WaitSettings waits) {
        return source(now, repair.region(), _ -> true)
                .map(missing -> new ReplicaSteps(
                                now.about(missing.source()),
                                Optional.empty(),
                                new ReplicaWish(
                                        Set.of(repair.region()),
                                        Optional.empty(),
                                        true,
                                        Actor.CONSOLE,
                                        Set.of(),
                                        repair.accepted()),
                                true,
                                waits)
                        .steps())
                .orElse(List.of());
    }
}
