package dev.cmkconsole.ui.clusters;

import java.util.List;

/**
 * The options for a new cluster, in Atlas' own names: dedicated sizes that every cloud has, and the most-used regions.
 * Atlas validates the combination.
 */
final class ClusterMenu {
    static final List<String> CLOUDS = List.of("AWS", "AZURE", "GCP");
    static final List<String> SIZES = List.of("M10", "M20", "M30", "M40", "M50", "M60", "M80");

    private static final List<String> AWS = List.of(
            "US_EAST_1",
            "US_EAST_2",
            "US_WEST_1",
            "US_WEST_2",
            "CA_CENTRAL_1",
            "SA_EAST_1",
            "EU_CENTRAL_1",
            "EU_CENTRAL_2",
            "EU_NORTH_1",
            "EU_SOUTH_1",
            "EU_WEST_1",
            "EU_WEST_2",
            "EU_WEST_3",
            "IL_CENTRAL_1",
            "ME_CENTRAL_1",
            "ME_SOUTH_1",
            "AF_SOUTH_1",
            "AP_EAST_1",
            "AP_NORTHEAST_1",
            "AP_NORTHEAST_2",
            "AP_NORTHEAST_3",
            "AP_SOUTH_1",
            "AP_SOUTHEAST_1",
            "AP_SOUTHEAST_2",
            "AP_SOUTHEAST_3");
    private static final List<String> AZURE = List.of(
            "US_EAST",
            "US_EAST_2",
            "US_CENTRAL",
            "US_WEST",
            "US_WEST_2",
            "CANADA_CENTRAL",
            "BRAZIL_SOUTH",
            "EUROPE_NORTH",
            "EUROPE_WEST",
            "FRANCE_CENTRAL",
            "GERMANY_WEST_CENTRAL",
            "SWEDEN_CENTRAL",
            "SWITZERLAND_NORTH",
            "UK_SOUTH",
            "UAE_NORTH",
            "ASIA_EAST",
            "ASIA_SOUTH_EAST",
            "INDIA_CENTRAL",
            "JAPAN_EAST",
            "KOREA_CENTRAL",
            "AUSTRALIA_EAST");
    private static final List<String> GCP = List.of(
            "CENTRAL_US",
            "EASTERN_US",
            "US_EAST_4",
            "WESTERN_US",
            "NORTH_AMERICA_NORTHEAST_1",
            "SOUTH_AMERICA_EAST_1",
            "WESTERN_EUROPE",
            "EUROPE_NORTH_1",
            "EUROPE_WEST_2",
            "EUROPE_WEST_3",
            "EUROPE_WEST_4",
            "EUROPE_WEST_6",
            "EASTERN_ASIA_PACIFIC",
            "NORTHEASTERN_ASIA_PACIFIC",
            "SOUTHEASTERN_ASIA_PACIFIC",
            "ASIA_SOUTH_1",
            "AUSTRALIA_SOUTHEAST_1");

    private ClusterMenu() {}

    static List<String> regions(String cloud) {
        return switch (cloud) {
            case "AZURE" -> AZURE;
            case "GCP" -> GCP;
            default -> AWS;
        };
    }
}
