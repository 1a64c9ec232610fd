package dev.cmkconsole.ui.network;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.ui.view.Badge;

/**
 * One region of a project, in words.
 *
 * @param clusters the clusters with nodes there
 * @param key the key in the region
 * @param advice what to do about the endpoint; empty if there is nothing to do
 * @param endpoint the state of the endpoint
 */
public record RegionRow(AwsRegion region, String clusters, String key, String advice, Badge endpoint) {}
