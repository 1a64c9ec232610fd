package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.ReadScope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
        var key = focus.more().contains(ReadScope.More.REPLICAS)
                ? configured(encryption, side)
                : chosen(encryption, side, focus);
        return key.filter(KeyArn::multiRegion)
                .map(arn -> read(arn, clusters, side, focus.regions()))
                .orElse(Map.of());
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
            keys.put(region, questions.observe(() -> aws.key(new KeyReference.ByArn(arn), region)));
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
