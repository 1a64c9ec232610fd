package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.aws.KeyArn;
import java.time.Instant;
import java.util.List;

/** What a wait is for, so that a script can wait for the same. */
public sealed interface Awaited {
    /** Atlas says that it can use the project's key. */
    record KeyValid() implements Awaited {}

    /** No encrypted cluster of the project is changing; a paused one changes when it is resumed. */
    record ClustersSettled() implements Awaited {}

    /** A cluster is not changing. */
    record ClusterSettled(String cluster) implements Awaited {}

    /**
     * Atlas is not creating a private endpoint to KMS.
     *
     * @param regions Atlas' names of the regions that count; empty for all
     */
    record EndpointsCreated(List<String> regions) implements Awaited {
        public EndpointsCreated {
            regions = List.copyOf(regions);
        }
    }

    /** A cluster is gone. */
    record ClusterGone(String cluster) implements Awaited {}

    /** A restore of one cluster's snapshot to another cluster, asked for at this time or later, has ended. */
    record Restored(String cluster, String target, Instant since) implements Awaited {}

    /** Atlas says that it cannot use the project's key. */
    record KeyInvalid() implements Awaited {}

    /**
     * The project has no private endpoint to KMS.
     *
     * @param regions as in {@link EndpointsCreated}
     */
    record EndpointsGone(List<String> regions) implements Awaited {
        public EndpointsGone {
            regions = List.copyOf(regions);
        }
    }

    /**
     * A region has an active private endpoint to KMS.
     *
     * @param region Atlas' name
     */
    record EndpointActive(String region) implements Awaited {}

    /** KMS says that the key is enabled. */
    record KeyEnabled(KeyArn key) implements Awaited {}

    /** The search nodes of these clusters are not changing. */
    record SearchNodesBack(List<String> clusters) implements Awaited {
        public SearchNodesBack {
            clusters = List.copyOf(clusters);
        }
    }

    /** A rotation on demand that began at this time or later is over. */
    record Rotated(KeyArn key, Instant since) implements Awaited {}
}
