package dev.cmkconsole.model.atlas;

import java.util.List;

/**
 * A cluster's size and place, in Atlas' words.
 *
 * @param clouds cloud providers it runs on
 * @param regions Atlas' region names
 * @param shards number of shards; 1 for a replica set
 * @param diskSizeGb for each node of the first shard, in GB; 0 where unknown
 */
public record ClusterShape(
        String clusterType,
        String instanceSize,
        List<String> clouds,
        List<String> regions,
        int shards,
        double diskSizeGb,
        ClusterSoftware software) {

    /** A cluster of the edition that every cluster has of which Atlas names none. */
    public ClusterShape(
            String clusterType,
            String instanceSize,
            List<String> clouds,
            List<String> regions,
            int shards,
            double diskSizeGb,
            String mongoDbVersion) {
        this(
                clusterType,
                instanceSize,
                clouds,
                regions,
                shards,
                diskSizeGb,
                new ClusterSoftware(mongoDbVersion, DatabaseEdition.CORE));
    }

    public ClusterShape {
        clouds = List.copyOf(clouds);
        regions = List.copyOf(regions);
    }
}
