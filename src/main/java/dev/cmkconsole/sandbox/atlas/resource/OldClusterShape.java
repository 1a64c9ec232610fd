package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates between two cluster shapes. The 2024-08-05 shape has one spec per shard and the disk size per spec. The
 * 2023-02-01 shape has one spec per zone with a shard count, and the disk size at the top level.
 */
final class OldClusterShape {
    private OldClusterShape() {}

    /** Members that came with later versions. */
    private static final List<String> NEWER = List.of(
            "adaptiveCapacity",
            "databaseEdition",
            "effectiveDatabaseEdition",
            "effectiveReplicationSpecs",
            "internalClusterRole",
            "redactClientLogData",
            "retainBackups",
            "useAwsTimeBasedSnapshotCopyForFastInitialSync");

    private static final List<String> KINDS = List.of("electableSpecs", "readOnlySpecs", "analyticsSpecs");

    static ObjectNode fromCurrent(ObjectNode body) {
        var old = body.deepCopy();
        old.remove(NEWER);
        var disk = body.path("replicationSpecs")
                .path(0)
                .path("regionConfigs")
                .path(0)
                .path("electableSpecs")
                .path("diskSizeGB");
        if (disk.isNumber()) {
            old.set("diskSizeGB", disk);
        }
        var zones = new ArrayList<ObjectNode>();
        for (var spec : body.path("replicationSpecs")) {
            var same = zones.stream()
                    .filter(z -> z.path("zoneName").equals(spec.path("zoneName")))
                    .findFirst();
            if (same.isPresent()) {
                same.get().put("numShards", same.get().path("numShards").asInt() + 1);
            } else {
                zones.add(zone((ObjectNode) spec));
            }
        }
        old.set("replicationSpecs", Json.array(zones));
        return old;
    }

    private static ObjectNode zone(ObjectNode spec) {
        var zone = spec.deepCopy().put("numShards", 1);
        zone.path("regionConfigs")
                .forEach(r -> KINDS.forEach(k -> {
                    if (r.get(k) instanceof ObjectNode hardware) {
                        hardware.remove("diskSizeGB");
                    }
                }));
        return zone;
    }

    /** @param stored the cluster's current document, or null for a new cluster */
    static ObjectNode toCurrent(ObjectNode body, ObjectNode stored) {
        var current = body.deepCopy();
        var disk = current.remove("diskSizeGB");
        if (disk != null && !disk.isNull() && !disk.isNumber()) {
            throw AtlasError.invalid("diskSizeGB");
        }
        var specs = body.get("replicationSpecs");
        if (specs == null && disk != null && disk.isNumber() && stored != null) {
            specs = fromCurrent(stored).get("replicationSpecs");
        }
        if (specs instanceof ArrayNode zones) {
            current.set("replicationSpecs", shards(zones, disk));
        }
        return current;
    }

    private static ArrayNode shards(ArrayNode zones, JsonNode disk) {
        var shards = Json.array();
        for (var zone : zones) {
            if (!(zone instanceof ObjectNode object)) {
                throw AtlasError.invalid("replicationSpecs");
            }
            var count = Members.number(zone, "numShards", 1, 70);
            for (int i = 0; i < (count == null ? 1 : count); i++) {
                var shard = object.deepCopy();
                shard.remove("numShards");
                if (i > 0) {
                    shard.remove("id");
                }
                if (disk != null && disk.isNumber()) {
                    shard.path("regionConfigs")
                            .forEach(r -> KINDS.forEach(k -> {
                                if (r.get(k) instanceof ObjectNode hardware) {
                                    hardware.set("diskSizeGB", disk);
                                }
                            }));
                }
                shards.add(shard);
            }
        }
        return shards;
    }
}
