package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.auth.RoleGrant;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The API keys of an organization, and their assignment to projects. */
public final class ApiKeysResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final String OF_ORGANIZATION = "/orgs/{orgId}/apiKeys";
    private static final String OF_PROJECT = "/groups/{groupId}/apiKeys/{apiUserId}";

    private final World world;

    public ApiKeysResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET " + OF_ORGANIZATION,
                "listOrgApiKeys",
                Access.ORG_MEMBER,
                V,
                (call, _) -> Answer.ok(Paging.page(call, keys(call.path("orgId")), k -> body(call, k, false))));
        router.add("POST " + OF_ORGANIZATION, "createOrgApiKey", Access.ORG_OWNER, V, (call, _) -> create(call));
        router.add(
                "GET " + OF_ORGANIZATION + "/{apiUserId}",
                "getOrgApiKey",
                Access.ORG_MEMBER,
                V,
                (call, _) -> Answer.ok(body(call, find(call, call.path("orgId")), false)));
        router.add(
                "PATCH " + OF_ORGANIZATION + "/{apiUserId}",
                "updateOrgApiKey",
                Access.ORG_OWNER,
                V,
                (call, _) -> updateInOrganization(call));
        router.add(
                "DELETE " + OF_ORGANIZATION + "/{apiUserId}",
                "deleteOrgApiKey",
                Access.ORG_OWNER,
                V,
                (call, _) -> delete(call));
        router.add("POST " + OF_PROJECT, "addGroupApiKey", Access.KEY_ASSIGN, V, this::assign);
        router.add("PATCH " + OF_PROJECT, "updateApiKeyRoles", Access.KEY_ASSIGN, V, this::assign);
        router.add("DELETE " + OF_PROJECT, "removeGroupApiKey", Access.KEY_ASSIGN, V, this::remove);
    }

    private List<Identity> keys(String orgId) {
        return world.directory().identities().stream()
                .filter(i -> i.kind() == Identity.IdentityKind.API_KEY && orgId.equals(i.orgId()))
                .toList();
    }

    private Identity find(AtlasCall call, String orgId) {
        var id = call.path("apiUserId");
        return keys(orgId).stream().filter(k -> k.id().equals(id)).findFirst().orElseThrow(() -> notFound(id));
    }

    private static AtlasError notFound(String id) {
        return AtlasError.of(400, "API_KEY_NOT_FOUND", "No API key with ID " + id + " exists.", id);
    }

    /** Only the creating call shows the secret. Roles of the organization come first, as in recorded answers. */
    private static JsonNode body(AtlasCall call, Identity key, boolean show) {
        var body = Json.object()
                .put("desc", key.name())
                .put("id", key.id())
                .put("publicKey", key.publicKey())
                .put("privateKey", show ? key.secret() : CredentialsResource.masked(key));
        body.set("links", Json.array().add(call.self("/orgs/" + key.orgId() + "/apiKeys/" + key.id())));
        var roles = body.putArray("roles");
        key.roles().stream().filter(r -> r.orgId() != null).forEach(r -> roles.add(SystemResource.grant(r)));
        key.roles().stream().filter(r -> r.orgId() == null).forEach(r -> roles.add(SystemResource.grant(r)));
        return body;
    }

    private Answer create(AtlasCall call) {
        var body = call.jsonObject();
        var org = call.path("orgId");
        var key = new Identity(
                Identity.IdentityKind.API_KEY,
                world.newId(),
                org,
                Identity.Label.of(Members.required(body, "desc")),
                new Identity.Credential(Ids.letters(8), UUID.randomUUID().toString(), call.now(), null),
                organizationRoles(org, body),
                List.of());
        world.directory().add(key);
        world.directoryChanged();
        return Answer.ok(body(call, key, true));
    }

    private Answer updateInOrganization(AtlasCall call) {
        var org = call.path("orgId");
        var key = find(call, org);
        var body = call.jsonObject();
        var desc = Members.text(body, "desc", 1, 250);
        if (body.has("roles")) {
            var roles = new ArrayList<>(
                    key.roles().stream().filter(r -> r.orgId() == null).toList());
            roles.addAll(organizationRoles(org, body));
            world.directory().change(key.publicKey(), k -> k.withRoles(roles));
        }
        if (desc != null) {
            world.directory().change(key.publicKey(), k -> k.labelled(Identity.Label.of(desc)));
        }
        world.directoryChanged();
        return Answer.ok(body(call, find(call, org), false));
    }

    private Answer delete(AtlasCall call) {
        var key = find(call, call.path("orgId"));
        world.directory().remove(key.publicKey());
        world.directoryChanged();
        return Answer.noContent();
    }

    /** The roles replace those that the key held on the project. */
    private Answer assign(AtlasCall call, Project project) {
        var key = find(call, project.orgId);
        var roles = projectRoles(project, call);
        world.directory().change(key.publicKey(), k -> k.withRoles(replaced(k, project, roles)));
        world.directoryChanged();
        world.events().by(call, project, "API_KEY_ROLES_CHANGED", Map.of("targetPublicKey", key.publicKey()));
        return Answer.ok(body(call, find(call, project.orgId), false));
    }

    private Answer remove(AtlasCall call, Project project) {
        var key = find(call, project.orgId);
        if (!key.holdsAnyOn(project.id)) {
            throw notFound(key.id());
        }
        world.directory().change(key.publicKey(), k -> k.withRoles(replaced(k, project, List.of())));
        world.directoryChanged();
        world.events().by(call, project, "API_KEY_REMOVED_FROM_GROUP", Map.of("targetPublicKey", key.publicKey()));
        return Answer.noContent();
    }

    private static List<RoleGrant> replaced(Identity key, Project project, List<RoleGrant> onProject) {
        var result = new ArrayList<>(key.roles().stream()
                .filter(r -> !project.id.equals(r.groupId()))
                .toList());
        result.addAll(onProject);
        return result;
    }

    /** An assignment lists objects with roles, an update lists role names. Clients send either. */
    private static List<RoleGrant> projectRoles(Project project, AtlasCall call) {
        var given = call.json();
        var names = new ArrayList<String>();
        if (given instanceof ArrayNode assignments) {
            assignments.forEach(a -> names.addAll(names(a)));
        } else {
            names.addAll(names(given));
        }
        if (names.isEmpty()) {
            throw AtlasError.of(400, "MISSING_API_KEY_ROLES", "API keys must have at least one role.");
        }
        names.forEach(name -> {
            if (!name.startsWith("GROUP_")) {
                throw AtlasError.of(
                        400,
                        "INVALID_ROLE_FOR_GROUP",
                        "Role " + name + " is invalid for group " + project.id + ".",
                        name,
                        project.id);
            }
        });
        return names.stream().map(n -> RoleGrant.onProject(n, project.id)).toList();
    }

    private static List<RoleGrant> organizationRoles(String org, JsonNode body) {
        var names = names(body);
        if (names.isEmpty()) {
            throw AtlasError.of(400, "MISSING_API_KEY_ROLES", "API keys must have at least one role.");
        }
        names.forEach(name -> {
            if (!name.startsWith("ORG_")) {
                throw AtlasError.of(
                        400,
                        "INVALID_ROLE_FOR_ORG",
                        "Role " + name + " invalid for organization " + org + ".",
                        name,
                        org);
            }
        });
        return names.stream().map(n -> RoleGrant.onOrganization(n, org)).toList();
    }

    private static List<String> names(JsonNode body) {
        var names = new ArrayList<String>();
        for (var role : body.path("roles")) {
            if (!role.isTextual()) {
                throw AtlasError.invalid("roles");
            }
            names.add(role.textValue());
        }
        return names;
    }
}
