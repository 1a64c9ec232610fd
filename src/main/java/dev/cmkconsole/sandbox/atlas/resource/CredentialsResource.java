package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Directory;
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

/** API keys and users of a project. */
public final class CredentialsResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final Versions USERS = Versions.of("2025-02-19");

    private final World world;

    public CredentialsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        var keys = "/groups/{groupId}/apiKeys";
        router.add(
                "GET " + keys,
                "listGroupApiKeys",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(
                        Paging.page(call, members(p, Identity.IdentityKind.API_KEY), i -> key(call, p, i, false))));
        router.add("POST " + keys, "createGroupApiKey", Access.ACCESS_WRITE, V, this::createKey);
        router.add("GET /groups/{groupId}/users", "listGroupUsers", Access.PROJECT_READ, USERS, this::users);
        router.add("POST /groups/{groupId}/users", "addGroupUsers", Access.ACCESS_WRITE, USERS, this::addUser);
    }

    private List<Identity> members(Project project, Identity.IdentityKind kind) {
        return world.directory().identities().stream()
                .filter(i -> i.kind() == kind && i.holdsAnyOn(project.id))
                .toList();
    }

    /** Shows the key's roles on this project and on its organization. Only the creating call shows the secret. */
    private static JsonNode key(AtlasCall call, Project project, Identity key, boolean show) {
        var body = Json.object()
                .put("desc", key.name())
                .put("id", key.id())
                .put("publicKey", key.publicKey())
                .put("privateKey", show ? key.secret() : masked(key));
        body.set("links", Json.array().add(call.self("/orgs/" + project.orgId + "/apiKeys/" + key.id())));
        var roles = body.putArray("roles");
        key.roles().stream()
                .filter(r -> project.id.equals(r.groupId()) || r.orgId() != null)
                .forEach(r -> roles.add(SystemResource.grant(r)));
        return body;
    }

    static String masked(Identity key) {
        return "********-****-****-"
                + key.secret().substring(Math.max(0, key.secret().length() - 12));
    }

    private Answer createKey(AtlasCall call, Project project) {
        var body = call.jsonObject();
        var key = new Identity(
                Identity.IdentityKind.API_KEY,
                world.newId(),
                project.orgId,
                Identity.Label.of(Members.required(body, "desc")),
                new Identity.Credential(Ids.letters(8), UUID.randomUUID().toString(), call.now(), null),
                roles(project, body),
                List.of());
        world.directory().add(key);
        world.directoryChanged();
        world.events().by(call, project, "API_KEY_CREATED", Map.of("targetPublicKey", key.publicKey()));
        return Answer.ok(key(call, project, key, true));
    }

    private Answer users(AtlasCall call, Project project) {
        var found = world.directory().people().stream()
                .filter(p -> p.roles().stream().anyMatch(r -> project.id.equals(r.groupId())))
                .toList();
        return Answer.ok(Paging.page(
                call, found, p -> user(project, p), Map.of("flattenTeams", "false", "includeOrgUsers", "false"), true));
    }

    private Answer addUser(AtlasCall call, Project project) {
        var body = call.jsonObject();
        var name = Members.required(body, "username");
        var roles = roles(project, body);
        var known = world.directory().people().stream()
                .filter(p -> p.username().equals(name))
                .findFirst();
        var person = new Directory.Person(
                known.map(Directory.Person::id).orElseGet(world::newId),
                name,
                name.replaceAll("@.*", ""),
                "",
                project.orgId,
                replaced(known.map(Directory.Person::roles).orElse(List.of()), project, roles),
                call.now());
        if (known.isPresent()) {
            world.directory().changePerson(person.id(), _ -> person);
        } else {
            world.directory().add(person);
        }
        world.directoryChanged();
        return Answer.of(201, user(project, person));
    }

    private static JsonNode user(Project project, Directory.Person person) {
        var body = Json.object()
                .put("country", "US")
                .put("createdAt", Json.time(person.created()))
                .put("firstName", person.firstName())
                .put("id", person.id())
                .put("lastName", person.lastName())
                .put("orgMembershipStatus", "ACTIVE")
                .put("username", person.username());
        body.set(
                "roles",
                Json.strings(person.roles().stream()
                        .filter(r -> project.id.equals(r.groupId()))
                        .map(RoleGrant::roleName)
                        .toList()));
        return body;
    }

    private static List<RoleGrant> roles(Project project, JsonNode body) {
        if (!(body.get("roles") instanceof ArrayNode roles) || roles.isEmpty()) {
            throw AtlasError.missing("roles");
        }
        var result = new ArrayList<RoleGrant>();
        for (var role : roles) {
            if (!role.isTextual() || !role.textValue().startsWith("GROUP_")) {
                throw AtlasError.invalidEnum("roles", role.asText());
            }
            result.add(RoleGrant.onProject(role.textValue(), project.id));
        }
        return result;
    }

    private static List<RoleGrant> replaced(List<RoleGrant> all, Project project, List<RoleGrant> onProject) {
        var result = new ArrayList<>(
                all.stream().filter(r -> !project.id.equals(r.groupId())).toList());
        result.addAll(onProject);
        return result;
    }
}
