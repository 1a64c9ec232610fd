package dev.cmkconsole.sandbox.atlas.resource.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Directory;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.List;

/** The clusters of all projects that a caller can see, with a few facts about each. */
public final class ClusterDetailsResource {
    private static final List<String> KINDS = List.of("electableSpecs", "readOnlySpecs", "analyticsSpecs");

    private final World world;

    public ClusterDetailsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET /clusters",
                "listClusterDetails",
                Access.SIGNED_IN,
                Versions.of("2023-01-01"),
                (call, _) -> list(call));
    }

    private Answer list(AtlasCall call) {
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
        body.set(
                "clusters",
                Json.array(project.liveClusters().stream()
                        .map(cluster -> cluster(project, cluster))
                        .toList()));
        return body;
    }

    private static JsonNode cluster(Project project, Cluster cluster) {
        var alerts = project.alerts.stream()
                .filter(alert -> alert.path("status").asText().equals("OPEN"))
                .filter(alert -> alert.path("clusterName").asText().equals(cluster.name))
                .count();
        var body = Json.object()
                .put("alertCount", alerts)
                .put("authEnabled", true)
                .put("availability", cluster.shutDown ? "unavailable" : "available")
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

    private static int nodes(Cluster cluster) {
        return cluster.tenant()
                ? 3
                : cluster.regions().stream()
                        .mapToInt(region -> KINDS.stream()
                                .mapToInt(kind ->
                                        region.path(kind).path("nodeCount").asInt())
                                .sum())
                        .sum();
    }
}
