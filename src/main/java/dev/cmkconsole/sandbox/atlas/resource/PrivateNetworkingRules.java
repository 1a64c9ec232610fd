package dev.cmkconsole.sandbox.atlas.resource;

import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Encryption;
import dev.cmkconsole.sandbox.atlas.state.KmsEndpoint;
import dev.cmkconsole.sandbox.atlas.state.Project;
import java.util.stream.Collectors;

/** The preconditions for a change of {@code requirePrivateNetworking}. */
final class PrivateNetworkingRules {

    void check(Project project, Encryption.AwsKms wanted) {
        var regions = project.endpoints.stream()
                .filter(e -> e.provider().equals("AWS"))
                .map(KmsEndpoint::region)
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        if (!wanted.privateNetworking()) {
            if (!regions.isEmpty()) {
                throw AtlasError.of(
                        400,
                        "CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST",
                        "Cannot disable requirePrivateNetworking field when there are private endpoints. Remove"
                                + " private endpoints in region(s) "
                                + regions + " to disable requirePrivateNetworking.",
                        regions);
            }
            return;
        }
        project.clustersEncryptedBy("AWS").forEach(c -> checkSpread(c, wanted.key()));
        if (project.encryption.enabled() && project.encryption.awsKms().privateNetworking()) {
            return;
        }
        for (var cluster : project.clusters) {
            if (!cluster.tenant() && !cluster.stateName.equals("DELETING")) {
                checkCloud(cluster);
            }
        }
    }

    /**
     * Where private networking is required, nodes stand only in regions with an active endpoint.
     *
     * @param encrypted whether the cluster is to be encrypted with the project's key
     */
    static void checkPlaces(Project project, Cluster cluster, boolean encrypted) {
        if (cluster.tenant()
                || !project.encryption.enabled()
                || !project.encryption.awsKms().privateNetworking()) {
            return;
        }
        checkCloud(cluster);
        for (var region : cluster.regions()) {
            var name = region.path("regionName").asText();
            if (project.endpoints.stream()
                    .noneMatch(e -> e.status().equals("ACTIVE") && e.region().equals(name))) {
                throw AtlasError.validation(
                        "Private networking is required and region " + name + " has no active private endpoint.");
            }
        }
        if (encrypted) {
            checkSpread(cluster, project.encryption.awsKms().key());
        }
    }

    private static void checkCloud(Cluster cluster) {
        if (cluster.regions().stream()
                .anyMatch(r -> !r.path("providerName").asText().equals("AWS"))) {
            throw AtlasError.validation(
                    "Private networking needs every cluster of the project on AWS; " + cluster.name + " is not.");
        }
    }

    private static void checkSpread(Cluster cluster, String key) {
        var several = cluster.regions().stream()
                        .map(r -> r.path("regionName").asText())
                        .distinct()
                        .count()
                > 1;
        if (several && !key.contains("mrk-")) {
            throw AtlasError.validation("Cluster " + cluster.name
                    + " spans several regions, which private networking allows only with a multi-Region key.");
        }
    }
}
