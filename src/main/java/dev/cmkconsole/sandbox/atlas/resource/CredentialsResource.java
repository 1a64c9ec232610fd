package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** API keys, service accounts and users of a project. */
public final class CredentialsResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final Versions ACCOUNTS = Versions.of("2024-08-05");
    private static final Versions USERS = Versions.of("2025-02-19");

    private final World world;

    public CredentialsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        var keys = "/groups/{groupId}/apiKeys";
        var accounts = "/groups/{groupId}/serviceAccounts";
        router.add(
                "GET " + keys,
                "listGroupApiKeys",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(
                        Paging.page(call, members(p, Identity.IdentityKind.API_KEY), i -> key(call, p, i, false))));
        router.add("POST " + keys, "createGroupApiKey", Access.ACCESS_WRITE, V, this::createKey);
        router.add(
                "GET " + accounts,
                "listGroupServiceAccounts",
                Access.PROJECT_READ,
                ACCOUNTS,
                (call, p) -> Answer.ok(Paging.page(
                        call, members(p, Identity.IdentityKind.SERVICE_ACCOUNT), i -> account(p, i, false))));
        router.add("POST " + accounts, "createGroupServiceAccount", Access.ACCESS_WRITE, ACCOUNTS, this::createAccount);
        router.add(
                "GET " + accounts + "/{clientId}",
                "getGroupServiceAccount",
                Access.PROJECT_READ,
                ACCOUNTS,
                (call, p) -> Answer.ok(account(p, find(call, p), false)));
        router.add(
                "PATCH " + accounts + "/{clientId}",
                "updateGroupServiceAccount",
                Access.ACCESS_WRITE,
                ACCOUNTS,
                this::updateAccount);
        router.add(
                "DELETE " + accounts + "/{clientId}",
                "deleteGroupServiceAccount",
                Access.ACCESS_WRITE,
                ACCOUNTS,
                this::removeAccount);
        router.add(
                "GET /orgs/{orgId}/serviceAccounts/{clientId}",
                "getOrgServiceAccount",
                Access.ORG_MEMBER,
                ACCOUNTS,
                (call, _) -> organizationAccount(call));
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

    private static ObjectNode account(Project project, Identity account, boolean show) {
        return account(
                account,
                show,
                account.roles().stream()
                        .filter(r -> project.id.equals(r.groupId()))
                        .map(RoleGrant::roleName)
                        .toList());
    }

    private static ObjectNode account(Identity account, boolean show, List<String> roles) {
        var body = Json.object()
                .put("clientId", account.publicKey())
                .put("createdAt", Json.time(account.credential().created()))
                .put("description", account.name())
                .put("name", account.name());
        body.set("roles", Json.strings(roles));
        var secret = body.putArray("secrets")
                .addObject()
                .put("createdAt", Json.time(account.credential().created()))
                .put("expiresAt", Json.time(account.credential().expires()))
                .put("id", Ids.named(account.publicKey(), "secret"))
                .putNull("lastUsedAt");
        if (show) {
            secret.put("secret", account.secret());
        } else {
            secret.put(
                    "maskedSecretValue",
                    "mdb_sa_sk_*****"
                            + account.secret()
                                    .substring(Math.max(0, account.secret().length() - 4)));
        }
        return body;
    }

    private Identity find(AtlasCall call, Project project) {
        var id = call.path("clientId");
        return world.directory()
                .byPublicKey(id)
                .filter(i -> i.kind() == Identity.IdentityKind.SERVICE_ACCOUNT && i.holdsAnyOn(project.id))
                .orElseThrow(() -> AtlasError.of(
                        404, "SERVICE_ACCOUNT_NOT_FOUND", "No service account with client ID " + id + " exists.", id));
    }

    private Answer organizationAccount(AtlasCall call) {
        var id = call.path("clientId");
        var org = call.path("orgId");
        return world.directory()
                .byPublicKey(id)
                .filter(i -> i.kind() == Identity.IdentityKind.SERVICE_ACCOUNT && org.equals(i.orgId()))
                .map(i -> Answer.ok(account(
                        i,
                        false,
                        i.roles().stream()
                                .filter(r -> org.equals(r.orgId()))
                                .map(RoleGrant::roleName)
                                .toList())))
                .orElseThrow(() -> AtlasError.of(
                        404, "SERVICE_ACCOUNT_NOT_FOUND", "No service account with client ID " + id + " exists.", id));
    }

    private Answer createKey(AtlasCall call, Project project) {
        var body = call.jsonObject();
        var key = new Identity(
                Identity.IdentityKind.API_KEY,
                world.newId(),
                project.orgId,
                Members.required(body, "desc"),
                new Identity.Credential(Ids.letters(8), UUID.randomUUID().toString(), call.now(), null),
                roles(project, body),
                List.of());
        world.directory().add(key);
        world.directoryChanged();
        world.events().by(call, project, "API_KEY_CREATED", Map.of("targetPublicKey", key.publicKey()));
        return Answer.ok(key(call, project, key, true));
    }

    private Answer createAccount(AtlasCall call, Project project) {
        var body = call.jsonObject();
        var hours = Members.number(body, "secretExpiresAfterHours", 1, 365 * 24);
        if (hours == null) {
            throw AtlasError.missing("secretExpiresAfterHours");
        }
        var id = world.newId();
        var account = new Identity(
                Identity.IdentityKind.SERVICE_ACCOUNT,
                id,
                project.orgId,
                Members.required(body, "name"),
                new Identity.Credential(
                        "mdb_sa_id_" + id,
                        "mdb_sa_sk_" + Ids.secret(30),
                        call.now(),
                        call.now().plus(Duration.ofHours(hours))),
                roles(project, body),
                List.of());
        world.directory().add(account);
        world.directoryChanged();
        world.events().by(call, project, "SERVICE_ACCOUNT_CREATED");
        return Answer.of(201, account(project, account, true));
    }

    private Answer updateAccount(AtlasCall call, Project project) {
        var account = find(call, project);
        var roles = roles(project, call.jsonObject());
        world.directory().change(account.publicKey(), i -> i.withRoles(replaced(i.roles(), project, roles)));
        world.directoryChanged();
        return Answer.ok(account(project, find(call, project), false));
    }

    private Answer removeAccount(AtlasCall call, Project project) {
        var account = find(call, project);
        world.directory().change(account.publicKey(), i -> i.withRoles(replaced(i.roles(), project, List.of())));
        world.directoryChanged();
        return Answer.noContent();
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
