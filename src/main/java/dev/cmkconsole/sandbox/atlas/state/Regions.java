package dev.cmkconsole.sandbox.atlas.state;

import java.util.Locale;
import java.util.Set;

/** The AWS Regions that Atlas supports, in Atlas' spelling. */
public final class Regions {
    private Regions() {}

    public static final Set<String> AWS = Set.of(
            "US_EAST_1",
            "US_EAST_2",
            "US_WEST_1",
            "US_WEST_2",
            "CA_CENTRAL_1",
            "CA_WEST_1",
            "MX_CENTRAL_1",
            "SA_EAST_1",
            "EU_NORTH_1",
            "EU_WEST_1",
            "EU_WEST_2",
            "EU_WEST_3",
            "EU_CENTRAL_1",
            "EU_CENTRAL_2",
            "EU_SOUTH_1",
            "EU_SOUTH_2",
            "AF_SOUTH_1",
            "AP_EAST_1",
            "AP_EAST_2",
            "AP_NORTHEAST_1",
            "AP_NORTHEAST_2",
            "AP_NORTHEAST_3",
            "AP_SOUTHEAST_1",
            "AP_SOUTHEAST_2",
            "AP_SOUTHEAST_3",
            "AP_SOUTHEAST_4",
            "AP_SOUTHEAST_5",
            "AP_SOUTHEAST_6",
            "AP_SOUTHEAST_7",
            "AP_SOUTH_1",
            "AP_SOUTH_2",
            "IL_CENTRAL_1",
            "ME_SOUTH_1",
            "ME_CENTRAL_1",
            "US_GOV_WEST_1",
            "US_GOV_EAST_1",
            "CN_NORTH_1",
            "CN_NORTHWEST_1");

    static String toAws(String atlas) {
        return atlas.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
