package dev.cmkconsole.preflight.effect;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * A project that may stand on what an act changes.
 *
 * @param facts what the checks would know about the project; empty until the project is known to stand on it
 */
public record Neighbour(
        Project project, Observed<AwsKms> kms, Observed<List<AccessRole>> records, Optional<AccessFacts> facts) {

    public Neighbour with(AccessFacts seen) {
        return new Neighbour(project, kms, records, Optional.of(seen));
    }

    Optional<AwsKms> configuration() {
        return kms.value().filter(AwsKms::enabled);
    }

    List<String> encryptedClusters() {
        return facts.flatMap(f -> f.known(Evidence.CLUSTERS)).orElse(List.of()).stream()
                .filter(Cluster::encrypted)
                .map(Cluster::name)
                .sorted()
                .toList();
    }
}
