package dev.cmkconsole.procedure.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.DatabaseEdition;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds the requests for a temporary cluster and the restore of a snapshot to it. */
public final class RestoreRequests {
    private static final String BASE = "/api/atlas/v2/groups/";
    private static final String RESTORE_VERSION = "2023-01-01";
    private static final String CLUSTER_VERSION = "2024-10-23";
    private static final String DELETE_VERSION = "2023-02-01";
    private static final Pattern MAJOR = Pattern.compile("^\\d+\\.\\d+");

    private RestoreRequests() {}

    /**
     * Creates a cluster of one region that can take a snapshot, with tags, encrypted with the project's key.
     *
     * @param snapshot gives the number of shards and the kind of config servers
     * @param like gives tier, disk, cloud, first region, MongoDB version and edition
     */
    public static AtlasRequest createClusterFor(
            KeyBackup snapshot, Cluster like, String projectId, String name, Map<String, String> tags, boolean backup) {
        var shape = like.shape();
        var size = JsonNodeFactory.instance.objectNode();
        size.put("instanceSize", shape.instanceSize());
        size.put("nodeCount", 3);
        if (shape.diskSizeGb() > 0) {
            size.put("diskSizeGB", shape.diskSizeGb());
        }
        var region = JsonNodeFactory.instance.objectNode();
        region.put("providerName", shape.clouds().getFirst());
        region.put("regionName", shape.regions().getFirst());
        region.put("priority", 7);
        region.set("electableSpecs", size);
        var body = JsonNodeFactory.instance.objectNode();
        body.put("name", name);
        body.put("clusterType", snapshot.sharding().isPresent() ? "SHARDED" : "REPLICASET");
        snapshot.sharding()
                .ifPresent(s -> body.put(
                        "configServerManagementMode",
                        s.dedicatedConfigServers() ? "FIXED_TO_DEDICATED" : "ATLAS_MANAGED"));
        body.put("backupEnabled", backup);
        body.put("encryptionAtRestProvider", EncryptionProvider.AWS.name());
        if (like.edition() == DatabaseEdition.INFINITE) {
            body.put("databaseEdition", like.edition().name());
        }
        var version = MAJOR.matcher(shape.software().mongoDbVersion());
        if (version.find()) {
            body.put("mongoDBMajorVersion", version.group());
        }
        body.set("tags", tags(tags));
        var specs = body.putArray("replicationSpecs");
        for (int shard = 0; shard < snapshot.shards(); shard++) {
            specs.addObject().putArray("regionConfigs").add(region.deepCopy());
        }
        return new AtlasRequest(
                "createCluster", "POST", BASE + projectId + "/clusters", CLUSTER_VERSION, Optional.of(body.toString()));
    }

    private static ArrayNode tags(Map<String, String> tags) {
        var all = JsonNodeFactory.instance.arrayNode();
        tags.forEach((key, value) -> all.addObject().put("key", key).put("value", value));
        return all;
    }

    /** A cluster's tags, as a part of what Atlas answers. */
    public static String clusterTags(Map<String, String> tags) {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("tags", tags(tags));
        return body.toString();
    }

    public static AtlasRequest deleteCluster(String projectId, String cluster) {
        return new AtlasRequest(
                "deleteCluster",
                "DELETE",
                BASE + projectId + "/clusters/" + AtlasRequests.segment(cluster),
                DELETE_VERSION,
                Optional.empty());
    }

    /** Restores a snapshot to a cluster of the same project, whose data it replaces. */
    public static AtlasRequest restore(String projectId, String cluster, String snapshot, String target) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("deliveryType", "automated");
        body.put("snapshotId", snapshot);
        body.put("targetClusterName", target);
        body.put("targetGroupId", projectId);
        return new AtlasRequest(
                "createBackupRestoreJob",
                "POST",
                BASE + projectId + "/clusters/" + AtlasRequests.segment(cluster) + "/backup/restoreJobs",
                RESTORE_VERSION,
                Optional.of(body.toString()));
    }
}
