package dev.cmkconsole.sandbox.atlas.resource;

import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.KmsEndpoint;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.Regions;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.List;

/** Private endpoints between Atlas and KMS. */
public final class KmsEndpointsResource {
    private static final String BASE = "/groups/{groupId}/encryptionAtRest/{cloudProvider}/privateEndpoints";
    private static final Versions V = Versions.of("2023-01-01");

    private final World world;

    public KmsEndpointsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET " + BASE,
                "listRestPrivateEndpoints",
                Access.PROJECT_OWNER,
                V,
                (call, p) -> Answer.ok(Paging.page(call, ofProvider(call, p), KmsEndpoint::body)));
        router.add("POST " + BASE, "createRestPrivateEndpoint", Access.PROJECT_OWNER, V, this::create);
        router.add(
                "GET " + BASE + "/{endpointId}",
                "getRestPrivateEndpoint",
                Access.PROJECT_OWNER,
                V,
                (call, p) -> Answer.ok(find(call, p).body()));
        router.add(
                "DELETE " + BASE + "/{endpointId}",
                "requestPrivateEndpointDeletion",
                Access.PROJECT_OWNER,
                V,
                this::delete);
    }

    private static List<KmsEndpoint> ofProvider(AtlasCall call, Project project) {
        var provider = call.path("cloudProvider");
        if (!List.of("AWS", "AZURE").contains(provider)) {
            throw AtlasError.invalidEnum("cloudProvider", provider);
        }
        return project.endpoints.stream()
                .filter(e -> e.provider().equals(provider))
                .toList();
    }

    private static KmsEndpoint find(AtlasCall call, Project project) {
        var id = call.path("endpointId");
        return ofProvider(call, project).stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.resourceNotFound(id));
    }

    private Answer create(AtlasCall call, Project project) {
        var existing = ofProvider(call, project);
        var body = call.jsonObject();
        var region = Members.required(body, "regionName");
        if (!call.path("cloudProvider").equals("AWS")) {
            throw AtlasError.validation("The sandbox makes private endpoints on AWS only.");
        }
        if (!Regions.AWS.contains(region)) {
            throw AtlasError.of(
                    400, "INVALID_REGION", "No region " + region + " exists for provider AWS.", region, "AWS");
        }
        if (!project.encryption.enabled() || !project.encryption.awsKms().privateNetworking()) {
            throw AtlasError.validation(
                    "Encryption at Rest private endpoints need requirePrivateNetworking to be enabled for AWS KMS.");
        }
        if (existing.stream()
                .anyMatch(e -> e.region().equals(region) && !e.status().equals("PENDING_RECREATION"))) {
            throw AtlasError.of(
                    world.switches().duplicateEndpointStatus,
                    "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_ALREADY_EXISTS",
                    "An Encryption at Rest private endpoint already exists in region " + region + ".",
                    region);
        }
        var endpoint = initiating(world, world.newId(), region);
        project.endpoints.add(endpoint);
        world.events().by(call, project, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED");
        return Answer.of(202, endpoint.body());
    }

    public static KmsEndpoint initiating(World world, String id, String region) {
        var now = world.clock().instant();
        return new KmsEndpoint(
                id,
                "AWS",
                region,
                "INITIATING",
                null,
                "vpce-" + Ids.named(world.newId()).substring(0, 17),
                now.plusSeconds(world.switches().endpointCreateSeconds));
    }

    private Answer delete(AtlasCall call, Project project) {
        var endpoint = find(call, project);
        switch (endpoint.status()) {
            case "INITIATING" ->
                throw AtlasError.of(
                        400,
                        "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING",
                        "Failed to delete Encryption at Rest Private endpoint with id [" + endpoint.id()
                                + "] during IN_PROGRESS state. Please try again later.",
                        "[" + endpoint.id() + "]");
            case "DELETING" -> {
                return Answer.noContent();
            }
            default ->
                project.endpoints.replaceAll(e -> e.id().equals(endpoint.id())
                        ? e.as("DELETING", null, call.now().plusSeconds(world.switches().endpointDeleteSeconds))
                        : e);
        }
        return Answer.noContent();
    }
}
