package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.state.ReplicaStanding;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.facts.Replica;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads a project's multi-Region key in the other regions where its clusters stand or that somebody names. */
final class RegionalKeys {
    private final AwsGateway aws;
    private final Questions questions;

    RegionalKeys(AwsGateway aws, Questions questions) {
        this.aws = aws;
        this.questions = questions;
    }

    /**
     * Empty for a key that cannot have replicas, or whose ARN is not known. A bare id is a key of the caller's account.
     *
     * @param side what was read of AWS before; the key's own region is not asked again
     */
    Map<AwsRegion, RegionalKey> read(
            Observed<EncryptionAtRest> encryption, Observed<List<Cluster>> clusters, AwsSide side, ReadScope focus) {
        boolean asked = focus.more().contains(ReadScope.More.REPLICAS);
        var key = asked ? configured(encryption, side) : chosen(encryption, side, focus);
        if (key.isPresent() || asked) {
            return key.filter(KeyArn::multiRegion)
                    .map(arn -> read(arn, clusters, side, focus.regions()))
                    .orElse(Map.of());
        }
        return needed(encryption, clusters.value().orElse(List.of()), side);
    }

    /** The states alone of the replicas that nodes need. */
    private Map<AwsRegion, RegionalKey> needed(
            Observed<EncryptionAtRest> encryption, List<Cluster> clusters, AwsSide side) {
        var regions = encryption
                .value()
                .map(e -> ReplicaStanding.regions(e.awsKms(), clusters))
                .orElse(Set.of());
        var key = regions.isEmpty() ? Optional.<KeyArn>empty() : configured(encryption, side);
        var asked = new TreeMap<AwsRegion, Questions.Answer<Observed<CustomerKey>>>();
        key.filter(KeyArn::multiRegion)
                .ifPresent(arn -> regions.forEach(region -> asked.put(region, state(arn, region))));
        var found = new TreeMap<AwsRegion, RegionalKey>();
        asked.forEach((region, answer) ->
                found.put(region, new RegionalKey(key.orElseThrow().in(region), answer.get(), Observed.notRead())));
        return found;
    }

    private Questions.Answer<Observed<CustomerKey>> state(KeyArn key, AwsRegion region) {
        return questions.observe(() -> aws.key(new KeyReference.ByArn(key.in(region)), region));
    }

    /** What the checks ask of the replicas that nodes need, where private networking is required. */
    static AccessQuestion<?> question(AwsGateway aws, Clock clock) {
        return new AccessQuestion<>(
                Evidence.REPLICAS,
                1,
                _ -> EvidenceSets.plus(EvidenceSets.KEY, Evidence.CLUSTERS),
                facts -> facts.keyArn()
                        .filter(KeyArn::multiRegion)
                        .flatMap(
                                key -> regions(facts).map(regions -> () -> replicas(aws, clock, facts, key, regions))));
    }

    private static Optional<Set<AwsRegion>> regions(AccessFacts facts) {
        return facts.configuration()
                .map(kms -> ReplicaStanding.regions(
                        kms, facts.known(Evidence.CLUSTERS).orElse(List.of())))
                .filter(regions -> !regions.isEmpty());
    }

    private static Map<AwsRegion, Replica> replicas(
            AwsGateway aws, Clock clock, AccessFacts facts, KeyArn key, Set<AwsRegion> regions) {
        try (var questions = new Questions(AccessQuestions.OPERATION, clock)) {
            var reader = new RegionalKeys(aws, questions);
            var asked = new TreeMap<AwsRegion, Supplier<Replica>>();
            regions.forEach(region -> asked.put(region, reader.replica(facts, key.in(region))));
            var found = new TreeMap<AwsRegion, Replica>();
            asked.forEach((region, answer) -> found.put(region, answer.get()));
            return found;
        }
    }

    private Supplier<Replica> replica(AccessFacts facts, KeyArn arn) {
        var state = state(arn, arn.region());
        var policy = questions.observe(() -> aws.keyPolicy(arn));
        var simulation = facts.roleArn()
                .map(role -> questions.observe(() -> aws.simulate(
                        Simulation.forKey(role.toString(), AtlasPolicies.KEY_ACTIONS, arn.toString(), arn))));
        return () -> new Replica(new RegionalKey(arn, state.get(), policy.get()), Questions.orNotRead(simulation));
    }

    /** Without private networking the nodes of every region use the key of one, so that nothing is asked. */
    private static Optional<KeyArn> chosen(Observed<EncryptionAtRest> encryption, AwsSide side, ReadScope focus) {
        boolean needed = focus.more().contains(ReadScope.More.CHOSEN_REPLICAS)
                && encryption
                        .value()
                        .map(EncryptionAtRest::awsKms)
                        .filter(k -> k.enabled() && k.requirePrivateNetworking())
                        .isPresent();
        return needed
                ? side.key()
                        .value()
                        .map(CustomerKey::arn)
                        .or(() -> focus.key()
                                .filter(KeyReference.ByArn.class::isInstance)
                                .map(KeyReference.ByArn.class::cast)
                                .map(KeyReference.ByArn::arn))
                : Optional.empty();
    }

    private Map<AwsRegion, RegionalKey> read(
            KeyArn key, Observed<List<Cluster>> clusters, AwsSide side, Set<AwsRegion> others) {
        var regions = new TreeSet<>(others);
        clusters.value().orElse(List.of()).forEach(c -> regions.addAll(c.awsRegions()));
        regions.remove(key.region());
        var keys = new TreeMap<AwsRegion, Questions.Answer<Observed<CustomerKey>>>();
        var policies = new TreeMap<AwsRegion, Questions.Answer<Observed<String>>>();
        regions.forEach(region -> {
            var arn = key.in(region);
            keys.put(region, state(key, region));
            policies.put(region, questions.observe(() -> aws.keyPolicy(arn)));
        });
        var found = new TreeMap<AwsRegion, RegionalKey>();
        found.put(key.region(), new RegionalKey(key, side.key(), side.keyPolicy()));
        keys.forEach((region, answer) -> found.put(
                region,
                new RegionalKey(
                        key.in(region),
                        answer.get(),
                        Objects.requireNonNull(policies.get(region)).get())));
        return found;
    }

    private static Optional<KeyArn> configured(Observed<EncryptionAtRest> encryption, AwsSide side) {
        var kms = encryption.value().map(EncryptionAtRest::awsKms).filter(AwsKms::enabled);
        return kms.flatMap(AwsKms::keyArn)
                .or(() -> side.key()
                        .value()
                        .map(CustomerKey::arn)
                        .filter(arn -> kms.filter(k -> k.usesKey(arn)).isPresent()))
                .or(() -> kms.flatMap(k -> k.customerMasterKeyId()
                        .flatMap(id -> k.region()
                                .flatMap(region -> side.caller()
                                        .value()
                                        .map(c -> new KeyArn(c.partition(), region, c.account(), id))))));
    }
}
