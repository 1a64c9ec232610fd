package dev.cmkconsole.sandbox.atlas.resource.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import java.util.Set;
import java.util.stream.Stream;

/** What Atlas refuses about nodes, disks and their throughput. */
public final class HardwareRules {
    private static final Set<Integer> ELECTABLE = Set.of(3, 5, 7);
    private static final String COPY = "useAwsTimeBasedSnapshotCopyForFastInitialSync";

    private HardwareRules() {}

    /**
     * @param request the members that the caller sent
     * @param document the cluster as it would be
     */
    public static void check(JsonNode request, ObjectNode document) {
        var asked = request.path("replicationSpecs");
        if (asked.isArray()) {
            checkDisks(asked);
            checkElectable(document);
            checkThroughput(asked, document);
        }
        if (document.path(COPY).asBoolean() && providers(document).noneMatch("AWS"::equals)) {
            throw AtlasError.of(
                    400,
                    "AWS_TIME_BASED_SNAPSHOT_COPY_REQUIRES_AWS_NODES",
                    "AWS time-based snapshot copies can only be used by a cluster with nodes on AWS.");
        }
    }

    private static Stream<String> providers(JsonNode document) {
        return Disks.items(document.path("replicationSpecs"))
                .flatMap(spec -> Disks.items(spec.path("regionConfigs")))
                .map(region -> region.path("providerName").asText());
    }

    private static void checkDisks(JsonNode specs) {
        if (Disks.asked(specs).stream().distinct().count() > 1) {
            throw AtlasError.of(
                    400,
                    "DISK_SIZE_GB_INCONSISTENT",
                    "The disk size must be the same for all shards and all kinds of nodes.");
        }
    }

    private static void checkElectable(ObjectNode document) {
        var infinite = document.path("databaseEdition").asText().equals("INFINITE");
        for (var spec : document.path("replicationSpecs")) {
            var first = spec.path("regionConfigs").path(0);
            var count = Disks.items(spec.path("regionConfigs"))
                    .mapToInt(region ->
                            region.path("electableSpecs").path("nodeCount").asInt())
                    .sum();
            var tenant = first.path("providerName").asText().equals("TENANT");
            if (!tenant && (infinite ? count < 2 : !ELECTABLE.contains(count))) {
                throw AtlasError.invalid("number of electable nodes");
            }
        }
    }

    /** Only what was sent is judged, because a cluster can have more than the limits of today. */
    private static void checkThroughput(JsonNode specs, JsonNode document) {
        for (int shard = 0; shard < specs.size(); shard++) {
            var regions = specs.path(shard).path("regionConfigs");
            for (int place = 0; place < regions.size(); place++) {
                var real = document.path("replicationSpecs")
                        .path(shard)
                        .path("regionConfigs")
                        .path(place);
                for (var kind : Disks.KINDS) {
                    var sent = regions.path(place).path(kind).path("diskIOPS");
                    if (!sent.isMissingNode() && !sent.isNull() && !fits(sent, regions.path(place), real.path(kind))) {
                        throw AtlasError.invalid("diskIOPS");
                    }
                }
            }
        }
    }

    private static boolean fits(JsonNode sent, JsonNode region, JsonNode spec) {
        if (!sent.canConvertToInt()) {
            return false;
        }
        int wanted = sent.intValue();
        var tier = spec.path("instanceSize").asText();
        return switch (region.path("providerName").asText()) {
            case "AWS" -> tier.contains("NVME") || fitsAmazon(wanted, tier, spec);
            case "AZURE" -> wanted == 120 || wanted > 120 && !tier.contains("NVME") && number(tier) >= 40;
            default -> false;
        };
    }

    /** General purpose volumes have the throughput of their size; provisioned ones have a range, from M30 on. */
    private static boolean fitsAmazon(int wanted, String tier, JsonNode spec) {
        var size = spec.path("diskSizeGB").asDouble();
        if (!spec.path("ebsVolumeType").asText().equals("STANDARD")) {
            return number(tier) >= 30 && wanted >= 100 && wanted <= Math.min(64_000, 50 * size);
        }
        var most = tier.endsWith("_GEN_2") ? 80_000 : Math.clamp(Math.round(3 * size), 3000, 16_000);
        return wanted >= 3000 && wanted <= most;
    }

    private static int number(String tier) {
        return Integer.parseInt(tier.replaceAll("^\\D+|_.*", ""));
    }
}
