package dev.cmkconsole.sandbox.atlas.resource.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.IpRange;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.http.Vocabulary;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.Map;
import java.util.Set;

/** Lists, makes, changes and removes network containers. */
public final class ContainersResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final String PATH = "/groups/{groupId}/containers";
    private static final Set<String> CLOUDS = Set.of("AWS", "AZURE", "GCP");

    private final World world;

    public ContainersResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET " + PATH, "listGroupContainers", Access.PROJECT_READ, V, ContainersResource::list);
        router.add(
                "GET " + PATH + "/all",
                "listGroupContainerAll",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(Paging.page(call, p.containers, c -> Containers.body(p, c))));
        router.add("POST " + PATH, "createGroupContainer", Access.PROJECT_OWNER, V, this::create);
        router.add(
                "GET " + PATH + "/{containerId}",
                "getGroupContainer",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(Containers.body(p, find(call, p))));
        router.add("PATCH " + PATH + "/{containerId}", "updateGroupContainer", Access.PROJECT_OWNER, V, this::update);
        router.add("DELETE " + PATH + "/{containerId}", "deleteGroupContainer", Access.PROJECT_OWNER, V, this::delete);
    }

    /** A client that names no cloud gets the containers of AWS. */
    private static Answer list(AtlasCall call, Project project) {
        var sent = call.query().one("providerName");
        var provider = sent == null ? "AWS" : sent;
        if (!CLOUDS.contains(provider)) {
            throw AtlasError.invalidEnum("providerName", provider);
        }
        var found = project.containers.stream()
                .filter(c -> c.path("providerName").asText().equals(provider))
                .toList();
        return Answer.ok(
                Paging.page(call, found, c -> Containers.body(project, c), Map.of("providerName", provider), true));
    }

    private Answer create(AtlasCall call, Project project) {
        var body = call.jsonObject();
        var sent = Members.oneOf(body, "providerName", CLOUDS);
        var provider = sent == null ? "AWS" : sent;
        var container = Json.object().put("id", world.newId()).put("providerName", provider);
        container.put("atlasCidrBlock", range(Members.required(body, "atlasCidrBlock")));
        if (provider.equals("GCP")) {
            container.set("regions", regions(body));
        } else {
            var member = Containers.regionMember(provider);
            container.put(member, region(provider, Members.required(body, member)));
        }
        var name = container.path(Containers.regionMember(provider)).asText();
        if (project.containers.stream().anyMatch(c -> Containers.holds(c, provider, name))) {
            throw AtlasError.of(
                    409,
                    "CONTAINER_ALREADY_EXISTS",
                    "A container for provider " + provider + " already exists in this region.",
                    provider);
        }
        project.containers.add(container);
        return Answer.ok(Containers.body(project, container));
    }

    private Answer update(AtlasCall call, Project project) {
        var container = find(call, project);
        var body = call.jsonObject();
        var provider = container.path("providerName").asText();
        refuseInUse(project, container);
        var range = Members.text(body, "atlasCidrBlock");
        if (range != null) {
            container.put("atlasCidrBlock", range(range));
        }
        if (provider.equals("GCP") && body.hasNonNull("regions")) {
            container.set("regions", regions(body));
        }
        var member = Containers.regionMember(provider);
        if (!provider.equals("GCP") && body.hasNonNull(member)) {
            container.put(member, region(provider, Members.required(body, member)));
        }
        return Answer.ok(Containers.body(project, container));
    }

    private Answer delete(AtlasCall call, Project project) {
        var container = find(call, project);
        refuseInUse(project, container);
        project.containers.remove(container);
        return Answer.noContent();
    }

    private static void refuseInUse(Project project, ObjectNode container) {
        if (Containers.provisioned(project, container)) {
            throw AtlasError.of(409, "CONTAINERS_IN_USE", "Cannot modify in use containers.");
        }
    }

    private static ObjectNode find(AtlasCall call, Project project) {
        var id = call.path("containerId");
        return project.containers.stream()
                .filter(c -> c.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        404,
                        "CLOUD_PROVIDER_CONTAINER_NOT_FOUND",
                        "No cloud provider container exists with ID " + id + " in group " + project.id + ".",
                        id,
                        project.id));
    }

    private static String range(String block) {
        if (IpRange.parse(block).isEmpty()) {
            throw AtlasError.invalid("atlasCidrBlock");
        }
        return block;
    }

    private static String region(String provider, String name) {
        if (!Vocabulary.isRegion(provider, name)) {
            throw AtlasError.invalid(Containers.regionMember(provider));
        }
        return name;
    }

    private static JsonNode regions(ObjectNode body) {
        var regions = body.get("regions");
        if (regions == null || regions.isNull()) {
            return Json.array();
        }
        if (!(regions instanceof ArrayNode list)) {
            throw AtlasError.invalid("regions");
        }
        list.forEach(name -> region("GCP", name.asText()));
        return list;
    }
}
