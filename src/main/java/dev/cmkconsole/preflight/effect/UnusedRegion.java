package dev.cmkconsole.preflight.effect;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a project is known not to use its multi-Region key in one of the regions. Policy, state and deletion of the
 * key are each region's own, and Atlas uses the key in the region of the project's configuration.
 */
final class UnusedRegion {
    private UnusedRegion() {}

    /**
     * Nodes use the key of their own region where private networking is required, and clusters keep the region from
     * before a change until it reaches them: neither is known not to use it.
     */
    static boolean of(KeyArn key, AwsKms kms, AccessFacts facts) {
        return key.multiRegion()
                && !kms.requirePrivateNetworking()
                && kms.customerMasterKeyId()
                        .filter(stored -> names(stored, key))
                        .isPresent()
                && configuredElsewhere(key, kms, facts)
                && facts.known(Evidence.SURVEY).filter(UnusedRegion::deployed).isPresent();
    }

    /** Whether this is the id of the key, in whichever region. */
    static boolean names(String stored, KeyArn key) {
        return OldKey.comparable(stored).equals(OldKey.comparable(key.keyId()));
    }

    /** The region is known, and nothing that was read names the key's. */
    private static boolean configuredElsewhere(KeyArn key, AwsKms kms, AccessFacts facts) {
        var stated = Stream.of(kms.keyArn().map(KeyArn::region), kms.region())
                .flatMap(Optional::stream)
                .toList();
        var read = facts.keyArn().map(KeyArn::region);
        return !stated.isEmpty()
                && Stream.concat(stated.stream(), read.stream()).noneMatch(key.region()::equals);
    }

    private static boolean deployed(KeySurvey survey) {
        var clusters = survey.clusters()
                .value()
                .map(all -> all.stream().filter(ClusterUse::encrypted).map(ClusterUse::deployment));
        var searchNodes =
                survey.others().searchNodes().value().map(all -> all.stream().map(OtherNeeds.SearchNodes::deployment));
        return clusters.isPresent()
                && searchNodes.isPresent()
                && Stream.concat(clusters.get(), searchNodes.get()).allMatch(KeyDeployment::deployed);
    }
}
