package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.Map;
import java.util.Set;

/** Checks request bodies of the clusters API, in the 2024-08-05 shape. */
final class ClusterBody {
    private static final Set<String> ENCRYPTION = Set.of("NONE", "AWS", "AZURE", "GCP");
    private static final Set<String> PROVIDERS = Set.of("AWS", "AZURE", "GCP", "TENANT");
    private static final Set<String> FLAGS = Set.of(
            "backupEnabled",
            "pitEnabled",
            "paused",
            "terminationProtectionEnabled",
            "retainBackups",
            "redactClientLogData",
            "globalClusterSelfManagedSharding");

    /**
     * Members that the server sets. Requests may contain them, and they are ignored, so a client can send back what it
     * read.
     */
    static final Set<String> READ_ONLY = Set.of(
            "id",
            "groupId",
            "createDate",
            "stateName",
            "connectionStrings",
            "effectiveReplicationSpecs",
            "links",
            "mongoDBVersion",
            "featureCompatibilityVersion",
            "configServerType",
            "internalClusterRole");

    private static final Map<String, Set<String>> ENUMS = Map.of(
            "versionReleaseSystem",
            Set.of("LTS", "CONTINUOUS"),
            "configServerManagementMode",
            Set.of("ATLAS_MANAGED", "FIXED_TO_DEDICATED"));

    private final World world;

    ClusterBody(World world) {
        this.world = world;
    }

    void checkNew(Project project, ObjectNode body) {
        var name = Members.required(body, "name");
        ClusterRules.checkName(name);
        if (ClusterDocuments.type(body) == null) {
            throw AtlasError.missing("clusterType");
        }
        if (!(body.get("replicationSpecs") instanceof ArrayNode specs) || specs.isEmpty()) {
            throw AtlasError.missing("replicationSpecs");
        }
        checkMembers(project, body);
        if (project.cluster(name).isPresent() || project.flexCluster(name).isPresent()) {
            throw AtlasError.of(
                    400,
                    "DUPLICATE_CLUSTER_NAME",
                    "A cluster named " + name + " is already present in group " + project.id + ".",
                    name,
                    project.id);
        }
        ClusterRules.checkNew(project, body);
        var provider = body.path("encryptionAtRestProvider").asText("NONE");
        if (!provider.equals("NONE")) {
            requireProvider(project, provider);
            var region = specs.path(0).path("regionConfigs").path(0);
            if (region.path("providerName").asText().equals("TENANT")) {
                throw tenantEncryption();
            }
        }
    }

    void checkMembers(Project project, ObjectNode body) {
        checkEncryptionProvider(body);
        ClusterDocuments.type(body);
        FLAGS.forEach(f -> Members.flag(body, f));
        ENUMS.forEach((member, allowed) -> Members.oneOf(body, member, allowed));
        Members.text(body, "mongoDBMajorVersion");
        for (var member : Set.of("labels", "tags")) {
            if (body.hasNonNull(member) && !body.get(member).isArray()) {
                throw AtlasError.invalid(member);
            }
        }
        for (var member : Set.of("biConnector", "advancedConfiguration")) {
            if (body.hasNonNull(member) && !body.get(member).isObject()) {
                throw AtlasError.invalid(member);
            }
        }
        if (body.hasNonNull("replicationSpecs")) {
            checkSpecs(body.get("replicationSpecs"));
        }
    }

    private static void checkSpecs(JsonNode specs) {
        if (!specs.isArray() || specs.isEmpty() || specs.size() > 70) {
            throw AtlasError.invalid("replicationSpecs");
        }
        for (var spec : specs) {
            if (!(spec.path("regionConfigs") instanceof ArrayNode regions) || regions.isEmpty()) {
                throw AtlasError.missing("regionConfigs");
            }
            Members.text(spec, "zoneName");
            for (var region : regions) {
                checkRegion(region);
            }
        }
    }

    private static void checkRegion(JsonNode region) {
        if (!region.isObject()) {
            throw AtlasError.invalid("regionConfigs");
        }
        var provider = Members.oneOf(region, "providerName", PROVIDERS);
        if (provider == null) {
            throw AtlasError.missing("providerName");
        }
        var name = Members.required(region, "regionName");
        Members.number(region, "priority", 0, 7);
        ClusterRules.checkRegion(region, provider, name);
        for (var kind : Set.of("electableSpecs", "readOnlySpecs", "analyticsSpecs")) {
            var spec = region.get(kind);
            if (spec == null || spec.isNull()) {
                continue;
            }
            if (!spec.isObject()) {
                throw AtlasError.invalid(kind);
            }
            Members.number(spec, "nodeCount", 0, 50);
            var size = Members.text(spec, "instanceSize");
            if (size != null) {
                ClusterRules.checkSize(provider, size);
            }
            if (spec.hasNonNull("diskSizeGB") && !spec.get("diskSizeGB").isNumber()) {
                throw AtlasError.invalid("diskSizeGB");
            }
        }
    }

    private static void checkEncryptionProvider(ObjectNode body) {
        var provider = Members.text(body, "encryptionAtRestProvider");
        if (provider != null && !ENCRYPTION.contains(provider)) {
            throw AtlasError.of(
                    400,
                    "INVALID_ENCRYPTION_AT_REST_PROVIDER",
                    "An invalid Encryption at Rest provider " + provider + " was specified.",
                    provider);
        }
    }

    void requireProvider(Project project, String provider) {
        if (!provider.equals("AWS") || !project.encryption.enabled()) {
            throw AtlasError.of(
                    400,
                    "ENCRYPTION_AT_REST_NOT_ENABLED",
                    "Encryption at Rest with provider " + provider + " is not enabled for group " + project.id + ".",
                    provider,
                    project.id);
        }
        if (!project.encryption.valid()) {
            throw AtlasError.of(
                    400,
                    "ENCRYPTION_AT_REST_SETTINGS_INVALID",
                    "The Encryption at Rest settings of group " + project.id + " are invalid.",
                    project.id);
        }
    }

    AtlasError tenantEncryption() {
        return AtlasError.of(
                400,
                world.switches().freeTierToggleCode,
                "Encryption at Rest cannot be used on a shared tier cluster.");
    }
}
