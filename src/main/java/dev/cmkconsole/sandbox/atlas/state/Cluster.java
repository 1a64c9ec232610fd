package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.time.Instant;

/** A cluster of the clusters API; guarded by its project's lock. */
public final class Cluster {
    public String id;
    public String name;
    /** Members of the 2024-08-05 shape that do not change automatically. */
    public ObjectNode document;
    /** The {@code processArgs} members that a caller set. */
    public ObjectNode processArgs = Json.object();

    public String stateName;
    /** When the transitional state ends; null in IDLE. */
    public Instant due;
    /** When the nodes start to take a change of key; null if there is none to take. */
    public Instant keyChangeDue;
    /** The key that the nodes still use while they have a change to take; null if they use the project's key. */
    public String keyBefore;
    /** Whether the processes are stopped because Atlas cannot use the key. */
    public boolean shutDown;
    /** Whether Atlas, not a user, paused the cluster together with its search nodes. */
    public boolean pausedForKey;

    /** Whether each shard scales by itself, which the version of the API decides that last wrote the shards. */
    public boolean shardsScaleAlone;

    public boolean deleted;
    public boolean retainBackups;
    public Instant resumed;
    public Instant nextSnapshot;
    /** The members of the backup schedule that a caller set; null for Atlas' default schedule. */
    public ObjectNode schedule;

    public Search search;

    /** Dedicated search nodes. */
    public record Search(String id, JsonNode specs, String stateName, Instant due) {
        public Search as(String state, Instant when) {
            return new Search(id, specs, state, when);
        }
    }

    public Cluster() {}

    public Cluster(String id, String name, ObjectNode document, String stateName, Instant due) {
        this.id = id;
        this.name = name;
        this.document = document;
        this.stateName = stateName;
        this.due = due;
    }

    public String encryptionProvider() {
        return document.path("encryptionAtRestProvider").asText("NONE");
    }

    public boolean paused() {
        return document.path("paused").asBoolean();
    }

    public boolean sharded() {
        return !document.path("clusterType").asText().equals("REPLICASET");
    }

    public boolean tenant() {
        return firstRegion().path("providerName").asText().equals("TENANT");
    }

    public boolean infinite() {
        return document.path("databaseEdition").asText().equals("INFINITE");
    }

    public boolean backedUp() {
        return document.path("backupEnabled").asBoolean();
    }

    public JsonNode firstRegion() {
        return document.path("replicationSpecs").path(0).path("regionConfigs").path(0);
    }

    /** Every region configuration of every shard. */
    public java.util.List<JsonNode> regions() {
        var result = new java.util.ArrayList<JsonNode>();
        document.path("replicationSpecs").forEach(s -> s.path("regionConfigs").forEach(result::add));
        return result;
    }
}
