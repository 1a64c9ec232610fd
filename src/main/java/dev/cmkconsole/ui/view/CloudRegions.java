package dev.cmkconsole.ui.view;

import dev.cmkconsole.model.atlas.Cluster;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** Region names as their cloud spells them; Atlas has its own spelling, for example of AWS' {@code us-east-1}. */
public final class CloudRegions {
    private static final String AWS = "AWS";
    private static final ResourceBundle OTHERS =
            ResourceBundle.getBundle("dev.cmkconsole.regions", Locale.ROOT, CloudRegions.class.getClassLoader());

    private CloudRegions() {}

    /** Returns the regions of a cluster without duplicates. A cluster on several clouds keeps Atlas' spelling. */
    public static String of(Cluster cluster) {
        var clouds = cluster.clouds().stream().distinct().toList();
        var cloud = clouds.size() == 1 ? clouds.getFirst() : "";
        return cluster.regions().stream().distinct().map(r -> of(cloud, r)).collect(Collectors.joining(", "));
    }

    /**
     * A region that is not known keeps Atlas' spelling.
     *
     * @param atlasName Atlas' spelling
     */
    public static String of(String cloud, String atlasName) {
        if (cloud.equals(AWS)) {
            return atlasName.toLowerCase(Locale.ROOT).replace('_', '-');
        }
        try {
            return OTHERS.getString(cloud + "." + atlasName);
        } catch (MissingResourceException e) {
            return atlasName;
        }
    }
}
