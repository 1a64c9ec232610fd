package dev.cmkconsole.procedure.newkey;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Optional;

/** The region that a new key is offered in: where the project's clusters are. */
public final class ClusterRegion {
    private ClusterRegion() {}

    /** The region of the first cluster in AWS; empty where there is none or none was read. */
    public static Optional<AwsRegion> of(ProjectSnapshot now) {
        return now.clusters()
                .value()
                .flatMap(all -> all.stream()
                        .filter(c -> c.clouds().contains("AWS"))
                        .flatMap(c -> c.regions().stream())
                        .map(AwsRegion::of)
                        .findFirst());
    }
}
