package dev.cmkconsole.sandbox.atlas.resource.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Directory;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.http.Vocabulary;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The clusters of all projects that a caller sees, and the MongoDB versions on offer. */
public final class ClusterDetailsResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final List<String> CLOUDS = List.of("AWS", "AZURE", "GCP");
    /** On offer, the default last. */
    private static final List<String> OFFERED = List.of("7.0", "8.0");

    private final World world;

    public ClusterDetailsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET /clusters", "listClusterDetails", Access.SIGNED_IN, V, (call, _) -> clusters(call));
        router.add(
                "GET /groups/{groupId}/mongoDBVersions",
                "getMongoDbVersions",
                Access.PROJECT_READ,
                V,
                (call, _) -> versions(call));
    }

    private Answer clusters(AtlasCall call) {
        var visible = world.projects().all().stream()
                .filter(p -> Access.sees(call.identity(), p.orgId, p.id))
                .toList();
        return Answer.ok(Paging.page(call, visible, p -> world.projects().read(p, this::project)));
    }

    private JsonNode project(Project project) {
        var body = Json.object()
                .put("groupId", project.id)
                .put("groupName", project.name)
                .put("orgId", project.orgId)
                .put(
                        "orgName",
                        world.directory()
                                .organization(project.orgId)
                                .map(Directory.Organization::name)
                                .orElse(""))
                .put("planType", "Atlas");
        body.putArray("tags");
        var clusters = body.putArray("clusters");
        project.liveClusters().stream()
                .filter(ClusterDetailsResource::onOneCloud)
                .forEach(c -> clusters.add(cluster(project, c)));
        return body;
    }

    private static boolean onOneCloud(Cluster cluster) {
        return cluster.regions().stream()
                        .map(r -> r.path("providerName").asText())
                        .distinct()
                        .count()
                == 1;
    }

    private static ObjectNode cluster(Project project, Cluster cluster) {
        var body = Json.object()
                .put("alertCount", openAlerts(project, cluster))
                .put("authEnabled", true)
                .put("availability", cluster.shutDown ? "dead" : "available")
                .put("backupEnabled", cluster.backedUp())
                .put("clusterId", cluster.id)
                .put("dataSizeBytes", 0)
                .put("name", cluster.name)
                .put("nodeCount", nodes(cluster))
                .put("sslEnabled", true)
                .put("type", cluster.sharded() ? "SHARDED_CLUSTER" : "REPLICA_SET");
        body.putArray("versions").add(cluster.document.path("mongoDBVersion").asText());
        return body;
    }

    private static int openAlerts(Project project, Cluster cluster) {
        return (int) project.alerts.stream()
                .filter(a -> a.path("status").asText().equals("OPEN")
                        && a.path("clusterName").asText().equals(cluster.name))
                .count();
    }

    /** A tenant cluster does not tell its nodes; it has three. */
    private static int nodes(Cluster cluster) {
        if (cluster.tenant()) {
            return 3;
        }
        int nodes = 0;
        for (var region : cluster.regions()) {
            for (var kind : List.of("electableSpecs", "readOnlySpecs", "analyticsSpecs")) {
                nodes += region.path(kind).path("nodeCount").asInt();
            }
        }
        return nodes;
    }

    private static Answer versions(AtlasCall call) {
        var cloud = call.query().one("cloudProvider");
        var size = call.query().one("instanceSize");
        var status = call.query().one("defaultStatus");
        if (cloud != null && !CLOUDS.contains(cloud)) {
            throw AtlasError.of(400, "INVALID_PROVIDER", "No provider " + cloud + " exists.", cloud);
        }
        if (status != null && !Set.of("DEFAULT", "NON_DEFAULT").contains(status)) {
            throw AtlasError.invalidEnum("defaultStatus", status);
        }
        var found = new ArrayList<ObjectNode>();
        for (var provider : CLOUDS) {
            for (var one : Vocabulary.instanceSizes(provider)) {
                if ((cloud == null || cloud.equals(provider)) && (size == null || size.equals(one))) {
                    OFFERED.forEach(v -> found.add(version(provider, one, v)));
                }
            }
        }
        found.removeIf(v -> status != null && !v.path("defaultStatus").asText().equals(status));
        return Answer.ok(Paging.page(call, found, v -> v));
    }

    private static ObjectNode version(String provider, String size, String version) {
        return Json.object()
                .put("cloudProvider", provider)
                .put("defaultStatus", version.equals(OFFERED.getLast()) ? "DEFAULT" : "NON_DEFAULT")
                .put("instanceSize", size)
                .put("version", version);
    }
}
