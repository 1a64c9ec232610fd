package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A cluster of the clusters API; guarded by its project's lock. */
final class Cluster {
    String id;
    String name;
    /** Members of the 2024-08-05 shape that do not change by themselves. */
    ObjectNode document;
    /** Members of {@code processArgs} that were set. */
    ObjectNode processArgs = Json.object();

    String stateName;
    /** When the passing state ends; null in IDLE. */
    Instant due;
    /** Processes are stopped because Atlas cannot use the key. */
    boolean shutDown;
    /** Paused by Atlas together with its search nodes, not by a user. */
    boolean pausedForKey;

    boolean deleted;
    boolean retainBackups;
    Instant resumed;
    Instant nextSnapshot;
    Search search;

    /** Dedicated search nodes. */
    record Search(String id, JsonNode specs, String stateName, Instant due) {
        Search as(String state, Instant when) {
            return new Search(id, specs, state, when);
        }
    }

    Cluster() {}

    Cluster(String id, String name, ObjectNode document, String stateName, Instant due) {
        this.id = id;
        this.name = name;
        this.document = document;
        this.stateName = stateName;
        this.due = due;
    }

    String encryptionProvider() {
        return document.path("encryptionAtRestProvider").asText("NONE");
    }

    boolean paused() {
        return document.path("paused").asBoolean();
    }

    boolean sharded() {
        return !document.path("clusterType").asText().equals("REPLICASET");
    }

    boolean tenant() {
        return firstRegion().path("providerName").asText().equals("TENANT");
    }

    boolean backedUp() {
        return document.path("backupEnabled").asBoolean();
    }

    JsonNode firstRegion() {
        return document.path("replicationSpecs").path(0).path("regionConfigs").path(0);
    }

    /** Every region configuration of every shard. */
    java.util.List<JsonNode> regions() {
        var result = new java.util.ArrayList<JsonNode>();
        document.path("replicationSpecs").forEach(s -> s.path("regionConfigs").forEach(result::add));
        return result;
    }
}
