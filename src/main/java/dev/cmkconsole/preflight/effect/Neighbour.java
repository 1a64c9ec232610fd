package dev.cmkconsole.preflight.effect;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project that may stand on what an act changes.
 *
 * @param facts what the checks would know about the project; empty until the project is known to stand on it
 * @param oldGrants the grants to its role on the keys that only older backups need
 */
public record Neighbour(
        Project project,
        Observed<AwsKms> kms,
        Observed<List<AccessRole>> records,
        Optional<AccessFacts> facts,
        Map<KeyArn, Observed<List<KeyGrant>>> oldGrants) {
    public Neighbour {
        oldGrants = Map.copyOf(oldGrants);
    }

    public static Neighbour of(Project project, Observed<AwsKms> kms, Observed<List<AccessRole>> records) {
        return new Neighbour(project, kms, records, Optional.empty(), Map.of());
    }

    public Neighbour with(AccessFacts seen, Map<KeyArn, Observed<List<KeyGrant>>> grants) {
        return new Neighbour(project, kms, records, Optional.of(seen), grants);
    }

    Optional<AwsKms> configuration() {
        return kms.value().filter(AwsKms::enabled);
    }

    /** Empty where they could not be read. */
    Optional<List<String>> encryptedClusters() {
        return facts.flatMap(f -> f.known(Evidence.CLUSTERS))
                .map(all -> all.stream()
                        .filter(Cluster::encrypted)
                        .map(Cluster::name)
                        .sorted()
                        .toList());
    }
}
