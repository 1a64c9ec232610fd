package dev.cmkconsole.model.aws;

import java.util.List;

/**
 * The regions of a multi-Region key (DescribeKey, MultiRegionConfiguration).
 *
 * @param primary the one region in which the key can be rotated and replicated
 * @param regions all regions, the primary's included, by name
 */
public record Replicas(AwsRegion primary, List<AwsRegion> regions) {
    public Replicas {
        regions = regions.stream().sorted().toList();
    }
}
