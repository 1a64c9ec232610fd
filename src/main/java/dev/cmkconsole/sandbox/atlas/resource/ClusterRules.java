package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Vocabulary;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import java.util.List;
import java.util.Set;

/** What Atlas offers and refuses for a cluster's tier, region, disk and MongoDB version. */
final class ClusterRules {
    /** Versions that a cluster can be made with, oldest first. */
    private static final List<String> VERSIONS = List.of("7.0", "8.0");

    private static final Set<String> RETIRED =
            Set.of("2.6", "3.2", "3.4", "3.6", "4.0", "4.2", "4.4", "5.0", "6.0", "6.1", "6.2", "6.3");
    private static final Set<String> TENANT_SIZES = Set.of("M0", "M2", "M5");

    private static final int LONGEST_NAME = 64;

    private ClusterRules() {}

    /** The command line tools of Atlas recognize a wrong region by this code and this attribute. */
    static void checkRegion(JsonNode region, String provider, String name) {
        var cloud =
                provider.equals("TENANT") ? region.path("backingProviderName").asText("AWS") : provider;
        if (!Vocabulary.isRegion(cloud, name)) {
            throw AtlasError.invalid("regionName");
        }
    }

    static void checkSize(String provider, String size) {
        var offered =
                provider.equals("TENANT") ? TENANT_SIZES.contains(size) : Vocabulary.isInstanceSize(provider, size);
        if (!offered) {
            throw AtlasError.invalidEnum("instanceSize", size);
        }
    }

    static void checkNew(Project project, ObjectNode body) {
        checkVersion(body);
        var region = body.path("replicationSpecs").path(0).path("regionConfigs").path(0);
        var free = region.path("electableSpecs").path("instanceSize").asText().equals("M0");
        if (free && project.liveClusters().stream().anyMatch(ClusterRules::free)) {
            var why = "This project has reached the limit for the number of free clusters";
            throw AtlasError.of(
                    400,
                    "CANNOT_CREATE_FREE_CLUSTER_VIA_PUBLIC_API",
                    "Cannot create a cluster with instance size M0 via the public api: " + why + ".",
                    why);
        }
        if (body.path("paused").asBoolean()) {
            var name = body.path("name").asText();
            throw AtlasError.of(
                    400,
                    "CANNOT_CREATE_PAUSED_CLUSTER",
                    "Cluster " + name + " cannot be created in a paused state.",
                    name);
        }
    }

    private static boolean free(Cluster cluster) {
        return cluster.firstRegion()
                .path("electableSpecs")
                .path("instanceSize")
                .asText()
                .equals("M0");
    }

    static void checkName(String name) {
        if (name.length() > LONGEST_NAME) {
            throw AtlasError.of(
                    400,
                    "CLUSTER_NAME_TOO_LONG",
                    "Cluster name " + name + " is limited to " + LONGEST_NAME + " characters.",
                    name,
                    LONGEST_NAME);
        }
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9-]*")) {
            throw AtlasError.of(
                    400,
                    "CLUSTER_NAME_INVALID",
                    "The cluster name " + name
                            + " is invalid. The name can only contain ASCII letters, numbers, and hyphens.",
                    name);
        }
    }

    static void checkChange(Cluster cluster, ObjectNode changes) {
        if (!changes.path("name").asText(cluster.name).equals(cluster.name)) {
            throw AtlasError.of(400, "CLUSTER_CANNOT_CHANGE_NAME", "Cannot change name of cluster during an update.");
        }
        if (changes.path("paused").asBoolean()
                && !cluster.paused()
                && cluster.firstRegion()
                        .path("electableSpecs")
                        .path("instanceSize")
                        .asText()
                        .contains("NVME")) {
            throw AtlasError.of(409, "CANNOT_PAUSE_NVME_CLUSTER", "Cannot pause an NVMe Cluster.");
        }
        var present = cluster.document.path("mongoDBMajorVersion").asText();
        var wanted = changes.path("mongoDBMajorVersion").asText(present);
        if (!wanted.equals(present)) {
            if (number(wanted) < number(present)) {
                throw AtlasError.of(
                        400,
                        "CLUSTER_UPGRADE_INVALID",
                        "Cluster cannot be upgraded, as specified upgrade version is below the current version.");
            }
            checkVersion(changes);
        }
        var type = changes.path("clusterType").asText();
        if (cluster.sharded() && type.equals("REPLICASET")) {
            throw AtlasError.of(
                    400, "SHARDED_CLUSTER_CANT_BECOME_REPLICA_SET", "A sharded cluster cannot become a replica set.");
        }
    }

    private static void checkVersion(ObjectNode body) {
        var version = body.path("mongoDBMajorVersion");
        if (!version.isTextual() || VERSIONS.contains(version.asText())) {
            return;
        }
        if (RETIRED.contains(version.asText())) {
            throw AtlasError.of(400, "ATLAS_CLUSTER_VERSION_DEPRECATED", "MongoDB version is deprecated in Atlas.");
        }
        throw AtlasError.of(
                400,
                "MONGODB_VERSION_INVALID",
                "An invalid MongoDB version " + version.asText() + " was specified.",
                version.asText());
    }

    private static double number(String version) {
        try {
            return Double.parseDouble(version);
        } catch (NumberFormatException e) {
            throw AtlasError.of(
                    400,
                    "MONGODB_VERSION_INVALID",
                    "An invalid MongoDB version " + version + " was specified.",
                    version);
        }
    }

    /** Shards of one zone with different hardware, which the version of the API from before them cannot describe. */
    static boolean asymmetric(ObjectNode document) {
        var specs = document.path("replicationSpecs");
        for (int one = 0; one < specs.size(); one++) {
            for (int other = one + 1; other < specs.size(); other++) {
                if (specs.get(one).path("zoneName").equals(specs.get(other).path("zoneName"))
                        && !specs.get(one)
                                .path("regionConfigs")
                                .equals(specs.get(other).path("regionConfigs"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
