package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.auth.RoleGrant;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.BackupCompliance;
import dev.cmkconsole.sandbox.atlas.state.DefaultAlerts;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Projects ("groups") and their settings. */
public final class ProjectsResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\-_.(),:&@+' ]{1,64}");
    private static final List<String> LINKS =
            List.of("containers", "clusters", "databaseUsers", "peers", "processes", "whitelist");

    /** Of a project in Atlas for Government. */
    private static final Set<String> REGION_USE = Set.of("COMMERCIAL_FEDRAMP_REGIONS_ONLY", "GOV_REGIONS_ONLY");

    private final World world;

    public ProjectsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET /groups", "listGroups", Access.SIGNED_IN, V, (call, _) -> list(call));
        router.add("POST /groups", "createGroup", Access.SIGNED_IN, V, (call, _) -> create(call));
        router.add("GET /groups/byName/{groupName}", "getGroupByName", Access.SIGNED_IN, V, (call, _) -> byName(call));
        router.add("GET /groups/{groupId}", "getGroup", Access.PROJECT_READ, V, (call, p) -> Answer.ok(body(call, p)));
        router.add("PATCH /groups/{groupId}", "updateGroup", Access.PROJECT_OWNER, V, this::update);
        router.add("DELETE /groups/{groupId}", "deleteGroup", Access.PROJECT_OWNER, V, this::delete);
    }

    static JsonNode body(AtlasCall call, Project project) {
        var body = Json.object()
                .put("clusterCount", project.liveClusters().size() + project.flexClusters.size())
                .put("created", Json.time(project.created))
                .put("id", project.id)
                .put("name", project.name)
                .put("orgId", project.orgId)
                .put("withDefaultAlertsSettings", project.defaultAlerts);
        var links = body.putArray("links").add(call.self("/groups/" + project.id));
        LINKS.forEach(l -> links.add(Json.object()
                .put("href", call.link("/groups/" + project.id + "/" + l))
                .put("rel", "https://cloud.mongodb.com/" + l)));
        body.set("tags", project.tags == null ? Json.array() : project.tags);
        if (project.regionUsageRestrictions != null) {
            body.put("regionUsageRestrictions", project.regionUsageRestrictions);
        }
        return body;
    }

    private Answer list(AtlasCall call) {
        var visible = world.projects().all().stream()
                .filter(p -> Access.sees(call.identity(), p.orgId, p.id))
                .toList();
        return Answer.ok(Paging.page(call, visible, p -> world.projects().read(p, q -> body(call, q))));
    }

    private Answer byName(AtlasCall call) {
        var name = call.path("groupName");
        return world.projects().all().stream()
                .filter(p -> p.name.equals(name) && Access.sees(call.identity(), p.orgId, p.id))
                .findFirst()
                .map(p -> Answer.ok(world.projects().read(p, q -> body(call, q))))
                .orElseThrow(() ->
                        AtlasError.of(404, "GROUP_NAME_NOT_FOUND", "No group with name " + name + " exists.", name));
    }

    private Answer create(AtlasCall call) {
        var body = call.jsonObject();
        var org = Members.required(body, "orgId");
        var name = name(Members.required(body, "name"));
        if (!call.identity().holdsIn(org, Set.of("ORG_OWNER", "ORG_GROUP_CREATOR"))) {
            throw AtlasError.of(
                    world.switches().missingRoleStatus,
                    "NOT_ORG_GROUP_CREATOR",
                    "The current user is not a group creator in organization " + org + ".",
                    org);
        }
        refuseDuplicate(org, name, null);
        var alerts = Members.flag(body, "withDefaultAlertsSettings");
        var project = new Project(world.newId(), org, name, call.now(), alerts == null || alerts);
        project.tags = tags(body);
        project.regionUsageRestrictions = Members.oneOf(body, "regionUsageRestrictions", REGION_USE);
        if (project.defaultAlerts) {
            DefaultAlerts.addTo(project, world.ids(), call.now());
        }
        world.events().by(call, project, "GROUP_CREATED", Map.of("orgId", org));
        world.directory().change(call.identity().publicKey(), i -> withOwner(i, project.id));
        world.directoryChanged();
        world.projects().add(project);
        // The real service also sends the doubled slash and the old version.
        return Answer.of(201, body(call, project))
                .with("Location", call.host() + "//api/atlas/v1.0/groups/" + project.id);
    }

    private Answer update(AtlasCall call, Project project) {
        var body = call.jsonObject();
        var name = Members.text(body, "name");
        if (name != null) {
            refuseDuplicate(project.orgId, name(name), project.id);
            project.name = name;
        }
        if (body.has("tags")) {
            project.tags = tags(body);
        }
        return Answer.ok(body(call, project));
    }

    private Answer delete(AtlasCall call, Project project) {
        if (!project.liveClusters().isEmpty() || !project.flexClusters.isEmpty()) {
            throw AtlasError.of(
                    409,
                    "CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS",
                    "Cannot close group while it has active clusters; please terminate all clusters.");
        }
        BackupCompliance.checkClose(project);
        world.projects().remove(project.id);
        return Answer.of(202, Json.object());
    }

    private void refuseDuplicate(String org, String name, String except) {
        if (world.projects().all().stream()
                .anyMatch(p -> p.orgId.equals(org) && p.name.equals(name) && !p.id.equals(except))) {
            throw AtlasError.of(
                    409, "GROUP_ALREADY_EXISTS", "A group with name \"" + name + "\" already exists.", name);
        }
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw AtlasError.of(
                    400, "INVALID_GROUP_NAME", "An invalid group name \"" + name + "\" was specified.", name);
        }
        return name;
    }

    private static ArrayNode tags(ObjectNode body) {
        if (!body.has("tags")) {
            return null;
        }
        if (!(body.get("tags") instanceof ArrayNode tags)) {
            throw AtlasError.invalid("tags");
        }
        var result = Json.array();
        tags.forEach(t -> result.add(
                Json.object().put("key", Members.required(t, "key")).put("value", Members.required(t, "value"))));
        return result;
    }

    private static Identity withOwner(Identity identity, String groupId) {
        var roles = new ArrayList<>(identity.roles());
        roles.add(RoleGrant.onProject("GROUP_OWNER", groupId));
        return identity.withRoles(roles);
    }
}
