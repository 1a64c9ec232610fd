package dev.cmkconsole.sandbox.atlas.resource.flex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.http.Vocabulary;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.FlexCluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Flex clusters, which have no customer-managed encryption. */
public final class FlexClustersResource {
    private static final String BASE = "/groups/{groupId}/flexClusters";
    private static final Versions V = Versions.of("2024-11-13");

    private final World world;

    public FlexClustersResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET " + BASE,
                "listFlexClusters",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(Paging.page(call, p.flexClusters, FlexCluster::body)));
        router.add("POST " + BASE, "createFlexCluster", Access.PROJECT_OWNER, V, this::create);
        router.add(
                "GET " + BASE + "/{name}",
                "getFlexCluster",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(find(call, p).body()));
        router.add("PATCH " + BASE + "/{name}", "updateFlexCluster", Access.PROJECT_OWNER, V, this::update);
        router.add("DELETE " + BASE + "/{name}", "deleteFlexCluster", Access.PROJECT_OWNER, V, this::delete);
    }

    /** @throws AtlasError the API's error for unknown names and for clusters of other kinds */
    static FlexCluster find(AtlasCall call, Project project) {
        var name = call.path("name");
        return project.flexCluster(name)
                .orElseThrow(() -> project.cluster(name).isPresent()
                        ? AtlasError.of(
                                400,
                                "CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API",
                                "Cluster " + name + " cannot be used in the Flex API.",
                                name)
                        : AtlasError.of(
                                404,
                                "CLUSTER_NOT_FOUND",
                                "No cluster named " + name + " exists in group " + project.id + ".",
                                name,
                                project.id));
    }

    private Answer create(AtlasCall call, Project project) {
        var body = call.jsonObject();
        var name = Members.required(body, "name");
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}")) {
            throw AtlasError.invalid("name");
        }
        if (!(body.get("providerSettings") instanceof ObjectNode settings)) {
            throw AtlasError.missing("providerSettings");
        }
        var backing = Members.oneOf(settings, "backingProviderName", Set.of("AWS", "AZURE", "GCP"));
        if (backing == null) {
            throw AtlasError.missing("backingProviderName");
        }
        var region = Members.required(settings, "regionName");
        if (!Vocabulary.isRegion(backing, region)) {
            throw AtlasError.invalid("regionName");
        }
        var protection = Boolean.TRUE.equals(Members.flag(body, "terminationProtectionEnabled"));
        if (project.cluster(name).isPresent() || project.flexCluster(name).isPresent()) {
            throw AtlasError.of(
                    400,
                    "DUPLICATE_CLUSTER_NAME",
                    "A cluster named " + name + " is already present in group " + project.id + ".",
                    name,
                    project.id);
        }
        var cluster = new FlexCluster(
                name,
                document(project, world.newId(), name, backing, region, protection, call.now()),
                "CREATING",
                call.now().plusSeconds(world.switches().clusterCreateSeconds));
        project.flexClusters.add(cluster);
        world.events().by(call, project, "CLUSTER_CREATED", Map.of("clusterName", name));
        return Answer.of(201, cluster.body());
    }

    public static ObjectNode document(
            Project project,
            String id,
            String name,
            String backing,
            String region,
            boolean protection,
            Instant created) {
        var host = name.toLowerCase(java.util.Locale.ROOT) + "." + Ids.named(id).substring(0, 6) + ".mongodb.invalid";
        var document = Json.object()
                .put("clusterType", "REPLICASET")
                .put("createDate", Json.time(created))
                .put("groupId", project.id)
                .put("id", id)
                .put("mongoDBVersion", "8.0.29")
                .put("name", name)
                .put("terminationProtectionEnabled", protection)
                .put("versionReleaseSystem", "LTS");
        document.putObject("backupSettings").put("enabled", true);
        document.putObject("connectionStrings")
                .put("standard", "mongodb://" + host + ":27017/?ssl=true")
                .put("standardSrv", "mongodb+srv://" + host);
        document.putObject("providerSettings")
                .put("backingProviderName", backing)
                .put("diskSizeGB", 5.0)
                .put("providerName", "FLEX")
                .put("regionName", region);
        document.putArray("tags");
        return document;
    }

    private Answer update(AtlasCall call, Project project) {
        var cluster = find(call, project);
        refuseDeleting(cluster);
        var body = call.jsonObject();
        var protection = Members.flag(body, "terminationProtectionEnabled");
        if (protection != null) {
            cluster.document.put("terminationProtectionEnabled", protection);
        }
        if (body.has("tags")) {
            if (!body.get("tags").isArray()) {
                throw AtlasError.invalid("tags");
            }
            cluster.document.set("tags", body.get("tags"));
        }
        cluster.stateName = "UPDATING";
        cluster.due = call.now().plusSeconds(world.switches().clusterUpdateSeconds);
        return Answer.ok(cluster.body());
    }

    private static void refuseDeleting(FlexCluster cluster) {
        if (cluster.stateName.equals("DELETING")) {
            throw AtlasError.of(
                    400,
                    "CLUSTER_ALREADY_REQUESTED_DELETION",
                    "The cluster " + cluster.name + " has already been requested for deletion.",
                    cluster.name);
        }
    }

    private Answer delete(AtlasCall call, Project project) {
        var cluster = find(call, project);
        refuseDeleting(cluster);
        if (cluster.document.path("terminationProtectionEnabled").asBoolean()) {
            throw AtlasError.terminationProtected();
        }
        cluster.stateName = "DELETING";
        cluster.due = call.now().plusSeconds(world.switches().clusterDeleteSeconds);
        world.events().by(call, project, "CLUSTER_DELETE_SUBMITTED", Map.of("clusterName", cluster.name));
        return Answer.noContent();
    }
}
