package dev.cmkconsole.sandbox.atlas.resource.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Completes the replication specs of a request. The list replaces the one before. In a shard and a region that were
 * there before, every member that the request leaves out stays.
 */
public final class ReplicationSpecs {
    private static final List<String> EFFECTIVE =
            List.of("effectiveElectableSpecs", "effectiveReadOnlySpecs", "effectiveAnalyticsSpecs");

    private final Supplier<String> newId;

    public ReplicationSpecs(Supplier<String> newId) {
        this.newId = newId;
    }

    /** @param before the specs so far; a missing node for a new cluster */
    public ArrayNode completed(JsonNode before, ArrayNode wanted) {
        var disk = Disks.first(wanted);
        var result = Json.array();
        for (int shard = 0; shard < wanted.size(); shard++) {
            var given = (ObjectNode) wanted.get(shard);
            var known = known(before, given, shard);
            var spec = given.deepCopy();
            spec.put("id", text(given, "id").or(() -> text(known, "id")).orElseGet(newId));
            var zone = text(given, "zoneName").or(() -> text(known, "zoneName")).orElse("Zone 1");
            spec.put("zoneName", zone);
            spec.put(
                    "zoneId",
                    text(given, "zoneId").or(() -> text(known, "zoneId")).orElseGet(() -> zoneId(result, zone)));
            var regions = Json.array();
            for (var region : given.path("regionConfigs")) {
                regions.add(region((ObjectNode) region, same(known, region), disk));
            }
            spec.set("regionConfigs", regions);
            result.add(spec);
        }
        return result;
    }

    /** A client names a shard by its id, or by its place where it sends none. */
    private static JsonNode known(JsonNode before, JsonNode given, int place) {
        return Disks.items(before)
                .filter(spec -> spec.path("id").isTextual() && spec.path("id").equals(given.path("id")))
                .findFirst()
                .orElseGet(() -> before.path(place));
    }

    private static JsonNode same(JsonNode known, JsonNode region) {
        return Disks.items(known.path("regionConfigs"))
                .filter(old -> old.path("providerName").equals(region.path("providerName"))
                        && old.path("regionName").equals(region.path("regionName")))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private String zoneId(ArrayNode earlier, String zone) {
        return Disks.items(earlier)
                .filter(spec -> spec.path("zoneName").asText().equals(zone))
                .map(spec -> spec.path("zoneId").asText())
                .findFirst()
                .orElseGet(newId);
    }

    private static ObjectNode region(ObjectNode given, JsonNode before, Optional<Double> disk) {
        var region = given.deepCopy();
        region.remove(EFFECTIVE);
        for (var member : List.of("priority", "autoScaling", "analyticsAutoScaling", "backingProviderName")) {
            if (!region.hasNonNull(member)) {
                region.remove(member);
                if (before.has(member)) {
                    region.set(member, before.get(member).deepCopy());
                }
            }
        }
        if (!region.has("priority")) {
            region.put("priority", 7);
        }
        var tier = tier(given, before);
        if (region.path("providerName").asText().equals("TENANT")) {
            region.retain("backingProviderName", "electableSpecs", "priority", "providerName", "regionName");
            region.withObject("electableSpecs")
                    .put("diskSizeGB", Disks.raised(tier, 0))
                    .put("instanceSize", tier)
                    .put("effectiveInstanceSize", tier);
            return region;
        }
        Disks.KINDS.forEach(kind -> region.set(kind, hardware(kind, given, before, tier, disk)));
        if (!region.has("autoScaling")) {
            var scaling = region.putObject("autoScaling");
            scaling.putObject("compute").put("enabled", false).put("scaleDownEnabled", false);
            scaling.putObject("diskGB").put("enabled", false);
        }
        return region;
    }

    /** Of the electable nodes; a region without any takes the size of its other nodes. */
    private static String tier(JsonNode given, JsonNode before) {
        return text(given.path("electableSpecs"), "instanceSize")
                .or(() -> text(before.path("electableSpecs"), "instanceSize"))
                .or(() -> text(given.path("readOnlySpecs"), "instanceSize"))
                .or(() -> text(given.path("analyticsSpecs"), "instanceSize"))
                .orElse("M10");
    }

    private static ObjectNode hardware(
            String kind, ObjectNode given, JsonNode before, String tier, Optional<Double> disk) {
        var spec = before.get(kind) instanceof ObjectNode old ? old.deepCopy() : Json.object();
        var asked = given.path(kind);
        var electable = kind.equals("electableSpecs");
        // Read-only nodes have the size of the electable ones.
        if (!asked.isObject() && kind.equals("readOnlySpecs")) {
            spec.put("instanceSize", tier);
        }
        if (asked.hasNonNull("ebsVolumeType") && !asked.path("ebsVolumeType").equals(spec.path("ebsVolumeType"))) {
            spec.remove("diskIOPS");
        }
        asked.properties().stream()
                .filter(e -> !e.getValue().isNull())
                .forEach(e -> spec.set(e.getKey(), e.getValue().deepCopy()));
        if (!spec.has("instanceSize")) {
            spec.put("instanceSize", tier);
        }
        if (!spec.has("nodeCount")) {
            spec.put("nodeCount", electable && asked.isObject() ? 3 : 0);
        }
        var size = disk.orElseGet(() -> spec.path("diskSizeGB").asDouble(Disks.standard(tier)));
        spec.put("diskSizeGB", Disks.raised(tier, size));
        switch (given.path("providerName").asText("AWS")) {
            case "AWS" -> {
                if (!spec.has("ebsVolumeType")) {
                    spec.put("ebsVolumeType", "STANDARD");
                }
                var most =
                        spec.path("ebsVolumeType").asText().equals("STANDARD") ? 3000 : (int) Math.min(3000, 50 * size);
                fill(spec, "diskIOPS", most);
            }
            case "AZURE" -> fill(spec, "diskIOPS", 120);
            default -> spec.remove("diskIOPS");
        }
        return spec;
    }

    private static void fill(ObjectNode spec, String member, int value) {
        if (!spec.has(member)) {
            spec.put(member, value);
        }
    }

    private static Optional<String> text(JsonNode node, String member) {
        return Optional.ofNullable(Json.text(node, member));
    }
}
