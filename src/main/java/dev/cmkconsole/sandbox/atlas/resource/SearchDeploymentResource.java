package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.resource.policy.OrganizationRules;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.Map;

/** Dedicated search nodes of a cluster. */
public final class SearchDeploymentResource {
    private static final String PATH = "/groups/{groupId}/clusters/{clusterName}/search/deployment";
    private static final Versions READ = Versions.of("2023-01-01/2027-07-01", "2024-05-30/2027-07-01", "2025-03-12");
    private static final Versions WRITE = Versions.of("2023-01-01/2027-07-01", "2024-05-30");

    private final World world;

    public SearchDeploymentResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET " + PATH, "getClusterSearchDeployment", Access.PROJECT_READ, READ, this::get);
        router.add("POST " + PATH, "createClusterSearchDeployment", Access.PROJECT_OWNER, WRITE, this::create);
        router.add("PATCH " + PATH, "updateClusterSearchDeployment", Access.PROJECT_OWNER, WRITE, this::update);
        router.add("DELETE " + PATH, "deleteClusterSearchDeployment", Access.PROJECT_OWNER, WRITE, this::delete);
    }

    /** The newest version of the API answers an empty object where there is no deployment; those before refuse. */
    private Answer get(AtlasCall call, Project project) {
        var cluster = ClustersResource.find(call, project);
        if (cluster.search == null && call.version().equals("2025-03-12")) {
            return Answer.ok(Json.object());
        }
        return Answer.ok(body(project, existing(call, project)));
    }

    private static JsonNode body(Project project, Cluster cluster) {
        var search = cluster.search;
        var encrypted = project.encryption.enabled()
                && project.encryption.searchNodes()
                && cluster.encryptionProvider().equals("AWS");
        var body = Json.object()
                .put("encryptionAtRestProvider", encrypted ? "AWS" : "NONE")
                .put("groupId", project.id)
                .put("id", search.id())
                // The contract has no state for nodes that are being removed.
                .put("stateName", search.stateName().equals("DELETING") ? "UPDATING" : search.stateName());
        body.set("specs", search.specs());
        var effective = body.putArray("effectiveSpecs");
        var region = cluster.firstRegion();
        search.specs()
                .forEach(s -> effective.add(Json.object()
                        .put("cloudProvider", region.path("providerName").asText())
                        .put("instanceSize", s.path("instanceSize").asText())
                        .put("nodeCount", s.path("nodeCount").asInt())
                        .put("regionName", region.path("regionName").asText())));
        return body;
    }

    private Answer create(AtlasCall call, Project project) {
        var cluster = ClustersResource.find(call, project);
        if (cluster.search != null) {
            throw AtlasError.of(
                    400,
                    "ATLAS_SEARCH_DEPLOYMENT_ALREADY_EXISTS",
                    "A search deployment already exists for cluster " + cluster.name + ".",
                    cluster.name);
        }
        if (cluster.tenant()) {
            throw AtlasError.of(400, "INSUFFICIENT_INSTANCE_SIZE", "Search nodes need a dedicated cluster.");
        }
        return store(call, project, cluster, world.newId(), "CREATED", 201);
    }

    private Answer update(AtlasCall call, Project project) {
        var cluster = existing(call, project);
        return store(call, project, cluster, cluster.search.id(), "UPDATED", 200);
    }

    private Answer store(AtlasCall call, Project project, Cluster cluster, String id, String done, int status) {
        new OrganizationRules(world).checkSearch(project, cluster);
        cluster.search = new Cluster.Search(
                id,
                specs(call.jsonObject()),
                "UPDATING",
                call.now().plusSeconds(world.switches().searchDeploymentSeconds));
        world.events().by(call, project, "SEARCH_DEPLOYMENT_" + done, Map.of("clusterName", cluster.name));
        return Answer.of(status, body(project, cluster));
    }

    private Answer delete(AtlasCall call, Project project) {
        var cluster = existing(call, project);
        cluster.search =
                cluster.search.as("DELETING", call.now().plusSeconds(world.switches().searchDeploymentSeconds));
        return Answer.noContent();
    }

    private static Cluster existing(AtlasCall call, Project project) {
        var cluster = ClustersResource.find(call, project);
        if (cluster.search == null) {
            throw AtlasError.of(
                    404,
                    "ATLAS_SEARCH_DEPLOYMENT_DOES_NOT_EXIST",
                    "No search deployment exists for cluster " + cluster.name + ".",
                    cluster.name);
        }
        return cluster;
    }

    private static JsonNode specs(JsonNode body) {
        if (!(body.get("specs") instanceof ArrayNode specs) || specs.isEmpty()) {
            throw AtlasError.missing("specs");
        }
        var result = Json.array();
        for (var spec : specs) {
            var count = Members.number(spec, "nodeCount", 2, 32);
            if (count == null) {
                throw AtlasError.missing("nodeCount");
            }
            result.add(Json.object()
                    .put("instanceSize", Members.required(spec, "instanceSize"))
                    .put("nodeCount", count));
        }
        return result;
    }
}
