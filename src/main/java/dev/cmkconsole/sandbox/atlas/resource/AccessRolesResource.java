package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.AccessRole;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;

/** Cloud provider access: Atlas' records of AWS IAM roles. */
public final class AccessRolesResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final String BASE = "/groups/{groupId}/cloudProviderAccess";
    private static final Set<String> PROVIDERS = Set.of("AWS", "AZURE", "GCP");

    private final World world;

    public AccessRolesResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET " + BASE, "listCloudProviderAccess", Access.PROJECT_READ, V, (_, p) -> list(p));
        router.add("POST " + BASE, "createCloudProviderAccess", Access.PROJECT_OWNER, V, this::create);
        router.add(
                "GET " + BASE + "/{roleId}",
                "getCloudProviderAccess",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(body(p, find(call, p))));
        router.add(
                "PATCH " + BASE + "/{roleId}", "authorizeProviderAccessRole", Access.PROJECT_OWNER, V, this::authorize);
        router.add(
                "DELETE " + BASE + "/{cloudProvider}/{roleId}",
                "deauthorizeProviderAccessRole",
                Access.PROJECT_OWNER,
                V,
                this::deauthorize);
    }

    private Answer list(Project project) {
        var roles = project.roles.stream();
        if (world.switches().listOrder.equals("name")) {
            roles = roles.sorted(Comparator.comparing(AccessRole::roleId));
        }
        var body = Json.object();
        body.set("awsIamRoles", Json.array(roles.map(r -> body(project, r)).toList()));
        body.putArray("azureServicePrincipals");
        body.putArray("gcpServiceAccounts");
        return Answer.ok(body);
    }

    private JsonNode body(Project project, AccessRole role) {
        var body = Json.object()
                .put("atlasAWSAccountArn", world.aws().atlasAccountArn())
                .put("atlasAssumedRoleExternalId", role.externalId())
                .put("authorizedDate", Json.time(role.authorized()))
                .put("createdDate", Json.time(role.created()))
                .put("iamAssumedRoleArn", role.roleArn())
                .put("providerName", "AWS")
                .put("roleId", role.roleId());
        var usages = body.putArray("featureUsages");
        if (inUse(project, role)) {
            usages.add(Json.object().put("featureType", "ENCRYPTION_AT_REST").putNull("featureId"));
        }
        if (role.otherUsages() != null) {
            usages.addAll(role.otherUsages());
        }
        return body;
    }

    private static boolean inUse(Project project, AccessRole role) {
        return project.encryption.enabled()
                && role.roleId().equals(project.encryption.awsKms().roleId());
    }

    private Answer create(AtlasCall call, Project project) {
        var provider = provider(call.jsonObject());
        if (!provider.equals("AWS")) {
            throw AtlasError.validation("The sandbox knows roles of AWS only, not of " + provider + ".");
        }
        var role = new AccessRole(world.newId(), UUID.randomUUID().toString(), call.now(), null, null, null);
        project.roles.add(role);
        world.events().by(call, project, "CLOUD_PROVIDER_ACCESS_AWS_IAM_ROLE_ADDED");
        return Answer.ok(body(project, role));
    }

    private Answer authorize(AtlasCall call, Project project) {
        var role = find(call, project);
        var body = call.jsonObject();
        provider(body);
        var arn = Members.text(body, "iamAssumedRoleArn", 20, 2048);
        if (arn == null) {
            throw AtlasError.missing("iamAssumedRoleArn");
        }
        world.trial().assume(role, arn).ifPresent(e -> {
            throw e;
        });
        var authorized = role.authorizedAs(arn, call.now());
        project.replace(authorized);
        world.events().by(call, project, "CLOUD_PROVIDER_ACCESS_AWS_IAM_ROLE_UPDATED");
        if (inUse(project, authorized)) {
            world.keyCheck().run(project, call.now());
        }
        return Answer.ok(body(project, authorized));
    }

    private Answer deauthorize(AtlasCall call, Project project) {
        var provider = call.path("cloudProvider");
        if (!PROVIDERS.contains(provider)) {
            throw AtlasError.invalidEnum("cloudProvider", provider);
        }
        var role = find(call, project);
        if (!provider.equals("AWS")) {
            throw notFound(role.roleId(), world.switches().unknownRoleInPathStatus);
        }
        if (inUse(project, role)
                || role.otherUsages() != null && !role.otherUsages().isEmpty()) {
            throw AtlasError.of(
                    400,
                    "AWS_IAM_ROLE_IN_USE",
                    "Cannot remove the AWS IAM role because it is still in use.",
                    "Cannot remove the AWS IAM role (" + role.roleId() + ") because it is still in use.");
        }
        project.roles.remove(role);
        world.events().by(call, project, "CLOUD_PROVIDER_ACCESS_AWS_IAM_ROLE_DELETED");
        return Answer.noContent();
    }

    private AccessRole find(AtlasCall call, Project project) {
        var id = call.path("roleId");
        return project.role(id).orElseThrow(() -> notFound(id, world.switches().unknownRoleInPathStatus));
    }

    static AtlasError notFound(String roleId, int status) {
        return AtlasError.of(
                status,
                "CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND",
                "The specified Cloud Provider Access role (" + roleId + ") was not found.",
                roleId);
    }

    private static String provider(JsonNode body) {
        var provider = Members.oneOf(body, "providerName", PROVIDERS);
        if (provider == null) {
            throw AtlasError.missing("providerName");
        }
        return provider;
    }
}
