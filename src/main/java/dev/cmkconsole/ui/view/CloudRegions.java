package dev.cmkconsole.ui.view;

import dev.cmkconsole.model.atlas.Cluster;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Region names as their cloud spells them; Atlas has its own spelling, for example of AWS' {@code us-east-1}. */
public final class CloudRegions {
    private static final String AWS = "AWS";

    private CloudRegions() {}

    /** Returns the regions of a cluster without duplicates. A cluster on several clouds keeps Atlas' spelling. */
    public static String of(Cluster cluster) {
        String cloud = List.of(AWS).equals(cluster.clouds()) ? AWS : "";
        return cluster.regions().stream().distinct().map(r -> of(cloud, r)).collect(Collectors.joining(", "));
    }

    /** @param atlasName Atlas' spelling */
    public static String of(String cloud, String atlasName) {
        return cloud.equals(AWS) ? atlasName.toLowerCase(Locale.ROOT).replace('_', '-') : atlasName;
    }
}
