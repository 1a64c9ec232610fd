package dev.cmkconsole.sandbox.atlas.resource.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Service accounts. One account has roles in its organization and on projects; each path shows and changes its part. */
public final class ServiceAccountsResource {
    private static final Versions V = Versions.of("2024-08-05");
    private static final String OF_PROJECT = "/groups/{groupId}/serviceAccounts";
    private static final String OF_ORGANIZATION = "/orgs/{orgId}/serviceAccounts";
    private static final String ONE = "/{clientId}";

    private final World world;

    /** The part of an account that a path is about: the roles in one place, and who counts as being there. */
    private record Place(String orgId, String prefix, Predicate<RoleGrant> here, String groupId) {
        static Place of(Project project) {
            return new Place(project.orgId, "GROUP_", r -> project.id.equals(r.groupId()), project.id);
        }

        static Place of(AtlasCall call) {
            var org = call.path("orgId");
            return new Place(org, "ORG_", r -> org.equals(r.orgId()), null);
        }

        boolean contains(Identity account) {
            return account.kind() == Identity.IdentityKind.SERVICE_ACCOUNT
                    && (groupId == null
                            ? orgId.equals(account.orgId())
                            : account.roles().stream().anyMatch(here));
        }

        RoleGrant grant(String role) {
            return groupId == null ? RoleGrant.onOrganization(role, orgId) : RoleGrant.onProject(role, groupId);
        }
    }

    public ServiceAccountsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        addOfProject(router);
        addOfOrganization(router);
        addSecrets(router);
    }

    private void addSecrets(Router router) {
        var secrets = ONE + "/secrets";
        router.add(
                "POST " + OF_PROJECT + secrets,
                "createGroupSecret",
                Access.ACCESS_WRITE,
                V,
                (call, p) -> addSecret(call, Place.of(p)));
        router.add(
                "DELETE " + OF_PROJECT + secrets + "/{secretId}",
                "deleteGroupSecret",
                Access.ACCESS_WRITE,
                V,
                (call, p) -> removeSecret(call, Place.of(p)));
        router.add(
                "POST " + OF_ORGANIZATION + secrets,
                "createOrgSecret",
                Access.ORG_OWNER,
                V,
                (call, _) -> addSecret(call, Place.of(call)));
        router.add(
                "DELETE " + OF_ORGANIZATION + secrets + "/{secretId}",
                "deleteOrgSecret",
                Access.ORG_OWNER,
                V,
                (call, _) -> removeSecret(call, Place.of(call)));
    }

    private void addOfProject(Router router) {
        router.add(
                "GET " + OF_PROJECT,
                "listGroupServiceAccounts",
                Access.PROJECT_READ,
                V,
                (call, p) -> list(call, Place.of(p)));
        router.add("POST " + OF_PROJECT, "createGroupServiceAccount", Access.ACCESS_WRITE, V, this::createOnProject);
        router.add(
                "GET " + OF_PROJECT + ONE,
                "getGroupServiceAccount",
                Access.PROJECT_READ,
                V,
                (call, p) -> get(call, Place.of(p)));
        router.add(
                "PATCH " + OF_PROJECT + ONE,
                "updateGroupServiceAccount",
                Access.ACCESS_WRITE,
                V,
                (call, p) -> update(call, Place.of(p)));
        router.add(
                "DELETE " + OF_PROJECT + ONE,
                "deleteGroupServiceAccount",
                Access.ACCESS_WRITE,
                V,
                (call, p) -> leave(call, Place.of(p)));
    }

    private void addOfOrganization(Router router) {
        router.add(
                "GET " + OF_ORGANIZATION,
                "listOrgServiceAccounts",
                Access.ORG_MEMBER,
                V,
                (call, _) -> list(call, Place.of(call)));
        router.add(
                "POST " + OF_ORGANIZATION,
                "createOrgServiceAccount",
                Access.ORG_OWNER,
                V,
                (call, _) -> create(call, Place.of(call)));
        router.add(
                "GET " + OF_ORGANIZATION + ONE,
                "getOrgServiceAccount",
                Access.ORG_MEMBER,
                V,
                (call, _) -> get(call, Place.of(call)));
        router.add(
                "PATCH " + OF_ORGANIZATION + ONE,
                "updateOrgServiceAccount",
                Access.ORG_OWNER,
                V,
                (call, _) -> update(call, Place.of(call)));
        router.add(
                "DELETE " + OF_ORGANIZATION + ONE,
                "deleteOrgServiceAccount",
                Access.ORG_OWNER,
                V,
                (call, _) -> delete(call, Place.of(call)));
    }

    private Answer list(AtlasCall call, Place place) {
        var found =
                world.directory().identities().stream().filter(place::contains).toList();
        return Answer.ok(Paging.page(call, found, account -> body(place, account, false)));
    }

    private Answer get(AtlasCall call, Place place) {
        return Answer.ok(body(place, find(call, place), false));
    }

    private Answer createOnProject(AtlasCall call, Project project) {
        var answer = create(call, Place.of(project));
        world.events().by(call, project, "SERVICE_ACCOUNT_CREATED");
        return answer;
    }

    private Answer create(AtlasCall call, Place place) {
        var body = call.jsonObject();
        var expires = expiry(call, body);
        var label = new Identity.Label(Members.required(body, "name"), Members.required(body, "description"));
        var id = world.newId();
        var account = new Identity(
                Identity.IdentityKind.SERVICE_ACCOUNT,
                id,
                place.orgId(),
                label,
                new Identity.Credential("mdb_sa_id_" + id, "mdb_sa_sk_" + Ids.secret(30), call.now(), expires),
                roles(place, body),
                List.of());
        world.directory().add(account);
        world.directoryChanged();
        return Answer.of(201, body(place, account, true));
    }

    /** What is left out stays. */
    private Answer update(AtlasCall call, Place place) {
        var account = find(call, place);
        var body = call.jsonObject();
        var roles = body.hasNonNull("roles") ? replaced(account, place, roles(place, body)) : account.roles();
        var label = account.label().with(Members.text(body, "name", 1, 64), Members.text(body, "description", 1, 250));
        world.directory().change(account.publicKey(), i -> i.withRoles(roles).labelled(label));
        world.directoryChanged();
        return get(call, place);
    }

    private Answer leave(AtlasCall call, Place place) {
        var account = find(call, place);
        world.directory().change(account.publicKey(), i -> i.withRoles(replaced(i, place, List.of())));
        world.directoryChanged();
        return Answer.noContent();
    }

    private Answer delete(AtlasCall call, Place place) {
        world.directory().remove(find(call, place).publicKey());
        world.directoryChanged();
        return Answer.noContent();
    }

    private Identity find(AtlasCall call, Place place) {
        var id = call.path("clientId");
        return world.directory()
                .byPublicKey(id)
                .filter(place::contains)
                .orElseThrow(() -> AtlasError.of(
                        404, "SERVICE_ACCOUNT_NOT_FOUND", "No service account with client ID " + id + " exists.", id));
    }

    private static List<RoleGrant> replaced(Identity account, Place place, List<RoleGrant> wanted) {
        var result = new ArrayList<>(
                account.roles().stream().filter(place.here().negate()).toList());
        result.addAll(wanted);
        return result;
    }

    private static List<RoleGrant> roles(Place place, JsonNode body) {
        if (!(body.get("roles") instanceof ArrayNode roles) || roles.isEmpty()) {
            throw AtlasError.missing("roles");
        }
        var result = new ArrayList<RoleGrant>();
        for (var role : roles) {
            if (!role.isTextual() || !role.textValue().startsWith(place.prefix())) {
                throw AtlasError.invalidEnum("roles", role.asText());
            }
            result.add(place.grant(role.textValue()));
        }
        return result;
    }

    private static ObjectNode body(Place place, Identity account, boolean show) {
        var credential = account.credential();
        var body = Json.object()
                .put("clientId", account.publicKey())
                .put("createdAt", Json.time(credential.created()))
                .put("description", account.label().description())
                .put("name", account.name());
        body.set(
                "roles",
                Json.strings(account.roles().stream()
                        .filter(place.here())
                        .map(RoleGrant::roleName)
                        .toList()));
        var secrets = body.putArray("secrets");
        credential.secrets().forEach(each -> secrets.add(secret(account, each, show)));
        return body;
    }

    private static ObjectNode secret(Identity account, Identity.Extra each, boolean show) {
        var body = Json.object()
                .put("createdAt", Json.time(each.created()))
                .put("expiresAt", Json.time(each.expires()))
                .put("id", secretId(account, each))
                .putNull("lastUsedAt");
        return show ? body.put("secret", each.secret()) : body.put("maskedSecretValue", "mdb_sa_sk_*****" + each.end());
    }

    private static String secretId(Identity account, Identity.Extra each) {
        return Ids.named(account.publicKey(), String.valueOf(each.created()), each.end());
    }

    /** The secrets before stay valid until they are removed or expire. */
    private Answer addSecret(AtlasCall call, Place place) {
        var account = find(call, place);
        var added = new Identity.Extra("mdb_sa_sk_" + Ids.secret(30), call.now(), expiry(call, call.jsonObject()));
        var more = new ArrayList<>(account.credential().more());
        more.add(added);
        world.directory().change(account.publicKey(), i -> i.with(i.credential().withMore(more)));
        world.directoryChanged();
        return Answer.of(201, secret(account, added, true));
    }

    private Answer removeSecret(AtlasCall call, Place place) {
        var account = find(call, place);
        var id = call.path("secretId");
        var gone = account.credential().secrets().stream()
                .filter(each -> secretId(account, each).equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        404, "SERVICE_ACCOUNT_SECRET_NOT_FOUND", "No secret with ID " + id + " exists.", id));
        var more = new ArrayList<>(account.credential().more());
        var credential = more.remove(gone)
                ? account.credential().withMore(more)
                : account.credential().withoutFirst();
        world.directory().change(account.publicKey(), i -> i.with(credential));
        world.directoryChanged();
        return Answer.noContent();
    }

    private static Instant expiry(AtlasCall call, ObjectNode body) {
        var hours = Members.number(body, "secretExpiresAfterHours", 8, 365 * 24);
        if (hours == null) {
            throw AtlasError.missing("secretExpiresAfterHours");
        }
        return call.now().plus(Duration.ofHours(hours));
    }
}
