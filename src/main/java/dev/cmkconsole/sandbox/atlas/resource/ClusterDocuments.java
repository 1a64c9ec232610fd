package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.resource.hardware.ReplicationSpecs;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Completes cluster documents of the 2024-08-05 shape from the members of a caller or a scenario. */
public final class ClusterDocuments {
    private static final Set<String> TYPES = Set.of("REPLICASET", "SHARDED", "GEOSHARDED");
    private static final List<String> KINDS = List.of("electableSpecs", "readOnlySpecs", "analyticsSpecs");
    private static final List<String> EFFECTIVE =
            List.of("effectiveElectableSpecs", "effectiveReadOnlySpecs", "effectiveAnalyticsSpecs");

    private final ReplicationSpecs specs;

    public ClusterDocuments(World world) {
        this.specs = new ReplicationSpecs(world::newId);
    }

    /** All members of a new cluster. The body is already checked and in the 2024-08-05 shape. */
    public ObjectNode complete(Project project, String id, ObjectNode body, String created) {
        var name = body.path("name").asText();
        var major = body.path("mongoDBMajorVersion").asText("8.0");
        var type = body.path("clusterType").asText("REPLICASET");
        var document = Json.object()
                .putNull("adaptiveCapacity")
                .put("backupEnabled", false)
                .put("clusterType", type)
                .put("createDate", created)
                .put("diskWarmingMode", "FULLY_WARMED")
                .put("effectiveDatabaseEdition", "CORE")
                .put("encryptionAtRestProvider", "NONE")
                .put("featureCompatibilityVersion", major)
                .put("globalClusterSelfManagedSharding", false)
                .put("groupId", project.id)
                .put("id", id)
                .put("internalClusterRole", "NONE")
                .put("mongoDBMajorVersion", major)
                .put("mongoDBVersion", major + ".29")
                .put("name", name)
                .put("paused", false)
                .put("pitEnabled", false)
                .put("redactClientLogData", false)
                .put("retainBackups", false)
                .put("rootCertType", "ISRGROOTX1")
                .put("terminationProtectionEnabled", false)
                .put("useAwsTimeBasedSnapshotCopyForFastInitialSync", false)
                .put("versionReleaseSystem", "LTS");
        if (!type.equals("REPLICASET")) {
            document.put("configServerType", configServers(body)).put("configServerManagementMode", "ATLAS_MANAGED");
        }
        if (!tenant(body)) {
            document.putObject("advancedConfiguration")
                    .put("minimumEnabledTlsProtocol", "TLS1_2")
                    .put("tlsCipherConfigMode", "DEFAULT")
                    .<ObjectNode>set("customOpensslCipherConfigTls12", Json.array())
                    .set("customOpensslCipherConfigTls13", Json.array());
        }
        document.putObject("biConnector").put("enabled", false).put("readPreference", "secondary");
        document.putArray("labels");
        document.putArray("tags");
        merge(document, body);
        if (document.has("databaseEdition")) {
            document.put(
                    "effectiveDatabaseEdition", document.path("databaseEdition").asText());
        }
        document.set("connectionStrings", connections(name, document));
        return document;
    }

    private static String configServers(ObjectNode body) {
        return body.path("configServerManagementMode").asText().equals("FIXED_TO_DEDICATED") ? "DEDICATED" : "EMBEDDED";
    }

    ObjectNode changed(ObjectNode document, ObjectNode changes) {
        var result = document.deepCopy();
        merge(result, changes);
        return result;
    }

    /**
     * Replaces top-level members of {@code document} with those of {@code changes}. Objects are merged one level deep,
     * as in partial updates. A null member counts as left out.
     */
    private void merge(ObjectNode document, ObjectNode changes) {
        for (var entry : changes.properties()) {
            var member = entry.getKey();
            if (ClusterBody.READ_ONLY.contains(member) || entry.getValue().isNull()) {
                continue;
            }
            if (member.equals("replicationSpecs")) {
                document.set(member, specs.completed(document.path(member), (ArrayNode) entry.getValue()));
            } else if (entry.getValue() instanceof ObjectNode change
                    && document.get(member) instanceof ObjectNode old) {
                old.setAll(change);
            } else {
                document.set(member, entry.getValue());
            }
        }
        document.set(
                "effectiveReplicationSpecs", document.path("replicationSpecs").deepCopy());
    }

    private static ObjectNode connections(String name, ObjectNode document) {
        var domain = Ids.named(document.path("id").asText()).substring(0, 6) + ".mongodb.invalid";
        var host = name.toLowerCase(Locale.ROOT) + "-shard-00-0";
        var connections = Json.object()
                .put(
                        "standard",
                        "mongodb://" + host + "0." + domain + ":27017," + host + "1." + domain + ":27017," + host + "2."
                                + domain + ":27017/?ssl=true&authSource=admin")
                .put("standardSrv", "mongodb+srv://" + name.toLowerCase(Locale.ROOT) + "." + domain);
        if (!document.path("clusterType").asText().equals("REPLICASET")) {
            connections.putObject("awsPrivateLinkSrv");
            connections.putArray("privateEndpoint");
        }
        return connections;
    }

    /** What runs now, beside what was asked for. Both are the same here, because nothing scales by itself. */
    static void addEffectiveSpecs(ObjectNode document) {
        for (var spec : document.path("replicationSpecs")) {
            for (var region : spec.path("regionConfigs")) {
                if (!region.path("providerName").asText().equals("TENANT")) {
                    for (int kind = 0; kind < KINDS.size(); kind++) {
                        ((ObjectNode) region)
                                .set(
                                        EFFECTIVE.get(kind),
                                        region.path(KINDS.get(kind)).deepCopy());
                    }
                }
            }
        }
    }

    private static boolean tenant(JsonNode body) {
        return body.path("replicationSpecs")
                .path(0)
                .path("regionConfigs")
                .path(0)
                .path("providerName")
                .asText()
                .equals("TENANT");
    }

    static String type(JsonNode body) {
        return Members.oneOf(body, "clusterType", TYPES);
    }
}
