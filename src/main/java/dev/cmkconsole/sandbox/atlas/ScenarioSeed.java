package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Directory;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.auth.ResourcePolicy;
import dev.cmkconsole.sandbox.atlas.auth.RoleGrant;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.resource.ClusterDocuments;
import dev.cmkconsole.sandbox.atlas.resource.KmsEndpointsResource;
import dev.cmkconsole.sandbox.atlas.resource.flex.FlexClustersResource;
import dev.cmkconsole.sandbox.atlas.resource.network.Containers;
import dev.cmkconsole.sandbox.atlas.state.AccessRole;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.DefaultAlerts;
import dev.cmkconsole.sandbox.atlas.state.Encryption;
import dev.cmkconsole.sandbox.atlas.state.FlexCluster;
import dev.cmkconsole.sandbox.atlas.state.KmsEndpoint;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.Snapshot;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the Atlas state from a scenario's {@code atlas} section. docs/sandbox.md describes the format. */
final class ScenarioSeed {
    private final World world;
    private final ClusterDocuments documents;
    private final Instant now;

    ScenarioSeed(World world) {
        this.world = world;
        this.documents = new ClusterDocuments(world);
        this.now = world.clock().instant();
    }

    void load(JsonNode atlas) {
        atlas.path("organizations").forEach(this::organizationOf);
        var projects = new ArrayList<Project>();
        atlas.path("projects").forEach(p -> projects.add(project(p)));
        atlas.path("apiKeys")
                .forEach(k -> world.directory()
                        .add(new Identity(
                                Identity.IdentityKind.API_KEY,
                                id(k, "key", required(k, "publicKey")),
                                organization(k),
                                Identity.Label.of(required(k, "name")),
                                new Identity.Credential(required(k, "publicKey"), required(k, "privateKey"), now, null),
                                roles(k, projects),
                                strings(k, "accessList"))));
        atlas.path("serviceAccounts")
                .forEach(k -> world.directory()
                        .add(new Identity(
                                Identity.IdentityKind.SERVICE_ACCOUNT,
                                required(k, "clientId").substring(10),
                                organization(k),
                                Identity.Label.of(required(k, "name")),
                                new Identity.Credential(
                                        required(k, "clientId"),
                                        required(k, "clientSecret"),
                                        now,
                                        now.plus(Duration.ofDays(
                                                k.path("expiresInDays").asLong(365)))),
                                roles(k, projects),
                                strings(k, "accessList"))));
        atlas.path("users")
                .forEach(u -> world.directory()
                        .add(new Directory.Person(
                                id(u, "user", required(u, "username")),
                                required(u, "username"),
                                u.path("firstName").asText(),
                                u.path("lastName").asText(),
                                organization(u),
                                roles(u, projects),
                                now)));
        projects.forEach(world.projects()::add);
    }

    private Project project(JsonNode given) {
        var name = required(given, "name");
        var org = organization(given);
        var project = new Project(id(given, "project", name), org, name, ago(given, "createdDaysAgo", 30), true);
        DefaultAlerts.addTo(project, world.ids(), project.created);
        world.events().add(project, project.created, "GROUP_CREATED", Map.of("orgId", org));
        given.path("roles").forEach(r -> project.roles.add(role(project, r)));
        if (given.has("encryption")) {
            encrypt(project, given.path("encryption"));
        }
        given.path("endpoints").forEach(e -> project.endpoints.add(endpoint(project, e)));
        given.path("clusters").forEach(c -> cluster(project, c));
        given.path("flexClusters")
                .forEach(c -> project.flexClusters.add(new FlexCluster(
                        required(c, "name"),
                        FlexClustersResource.document(
                                project,
                                id(c, project.id, required(c, "name")),
                                required(c, "name"),
                                c.path("provider").asText("AWS"),
                                c.path("region").asText("US_EAST_1"),
                                c.path("terminationProtection").asBoolean(),
                                ago(c, "createdDaysAgo", 20)),
                        "IDLE",
                        null)));
        given.path("snapshots").forEach(s -> snapshot(project, s));
        if (given.path("compliancePolicy") instanceof ObjectNode policy) {
            project.compliancePolicy = policy.put("projectId", project.id).put("state", "ACTIVE");
        }
        return project;
    }

    private void organizationOf(JsonNode given) {
        var organization =
                new Directory.Organization(id(given, "org", required(given, "name")), required(given, "name"));
        world.directory().add(organization);
        given.path("resourcePolicies").forEach(p -> {
            var id = Ids.named("resource policy", required(p, "name"));
            var made = new ResourcePolicy.Stamp(ago(p, "createdDaysAgo", 90), Ids.named("user", "ada"), "Ada Marsh");
            world.directory()
                    .put(new ResourcePolicy(
                            id,
                            organization.id(),
                            required(p, "name"),
                            "",
                            List.of(new ResourcePolicy.Body(id, required(p, "body"))),
                            made,
                            made));
        });
    }

    private AccessRole role(Project project, JsonNode given) {
        var id = roleId(project, required(given, "name"));
        var external = given.path("externalId").asText(Ids.namedUuid(project.id, "role", required(given, "name")));
        var arn = Json.text(given, "arn");
        var created = ago(given, "createdDaysAgo", 25);
        world.events().add(project, created, "CLOUD_PROVIDER_ACCESS_AWS_IAM_ROLE_ADDED");
        return new AccessRole(
                id,
                external,
                created,
                arn == null ? null : created.plusSeconds(300),
                arn,
                given.path("otherUsages") instanceof com.fasterxml.jackson.databind.node.ArrayNode usages
                        ? usages
                        : null);
    }

    private static String roleId(Project project, String name) {
        return Ids.named(project.id, "role", name);
    }

    /**
     * The stored check result is always valid but due. The first reading of the project therefore checks the key in
     * AWS.
     */
    private void encrypt(Project project, JsonNode given) {
        var role = Json.text(given, "role");
        var since = ago(given, "daysAgo", 20);
        var kms = new Encryption.AwsKms(
                role == null ? null : roleId(project, role),
                required(given, "key"),
                required(given, "region"),
                Json.text(given, "accessKeyID"),
                Json.text(given, "secretAccessKey"),
                given.path("requirePrivateNetworking").asBoolean());
        var checked = now.minusSeconds(world.switches().validityCheckSeconds);
        project.encryption =
                new Encryption(kms, given.path("searchNodes").asBoolean(), true, checked, since, null, false);
        DefaultAlerts.addRotationReminder(project, world.ids(), since);
        world.events().add(project, since, "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED");
        world.events().add(project, since, "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_SUCCEEDED");
    }

    private KmsEndpoint endpoint(Project project, JsonNode given) {
        var status = given.path("status").asText("ACTIVE");
        var region = required(given, "region");
        var id = Ids.named(project.id, "endpoint", region, status);
        var made = KmsEndpointsResource.initiating(world, id, region);
        var passing = List.of("INITIATING", "PENDING_RECREATION", "DELETING").contains(status);
        return made.as(status, Json.text(given, "errorMessage"), passing ? made.due() : null);
    }

    private void cluster(Project project, JsonNode given) {
        var name = required(given, "name");
        var id = id(given, project.id, name);
        var created = ago(given, "createdDaysAgo", 20);
        var cluster =
                new Cluster(id, name, documents.complete(project, id, body(given), Json.time(created)), "IDLE", null);
        cluster.nextSnapshot = now.plus(Duration.ofHours(2));
        if (given.path("searchNodes").asInt() > 0) {
            var specs = Json.array()
                    .add(Json.object()
                            .put("instanceSize", "S20_HIGHCPU_NVME")
                            .put("nodeCount", given.path("searchNodes").asInt()));
            cluster.search = new Cluster.Search(Ids.named(id, "search"), specs, "IDLE", null);
        }
        project.clusters.add(cluster);
        Containers.addFor(project, cluster, world.ids(), created);
        world.events().add(project, created, "CLUSTER_CREATED", Map.of("clusterName", name));
        world.events().add(project, created.plusSeconds(600), "CLUSTER_READY", Map.of("clusterName", name));
    }

    /** Expands the short form to a request body in the 2024-08-05 shape. */
    private static ObjectNode body(JsonNode given) {
        var size = given.path("size").asText("M10");
        var tenant = size.equals("M0");
        var shards = given.path("shards").asInt(1);
        var body = Json.object()
                .put("name", required(given, "name"))
                .put("clusterType", given.path("type").asText(shards > 1 ? "SHARDED" : "REPLICASET"))
                .put("backupEnabled", given.path("backup").asBoolean(!tenant))
                .put("pitEnabled", given.path("pit").asBoolean())
                .put("paused", given.path("paused").asBoolean())
                .put("encryptionAtRestProvider", given.path("encrypted").asBoolean() ? "AWS" : "NONE")
                .put(
                        "terminationProtectionEnabled",
                        given.path("terminationProtection").asBoolean());
        if (given.has("edition")) {
            body.put("databaseEdition", given.path("edition").asText());
        }
        if (given.has("version")) {
            body.put("mongoDBMajorVersion", given.path("version").asText());
        }
        var regions = strings(given, "regions");
        if (regions.isEmpty()) {
            regions = List.of(given.path("region").asText("US_EAST_1"));
        }
        var specs = body.putArray("replicationSpecs");
        for (int shard = 0; shard < shards; shard++) {
            var configs = specs.addObject().putArray("regionConfigs");
            for (int r = 0; r < regions.size(); r++) {
                var config = configs.addObject()
                        .put(
                                "providerName",
                                tenant ? "TENANT" : given.path("provider").asText("AWS"))
                        .put("priority", 7 - r)
                        .put("regionName", regions.get(r));
                var hardware = config.putObject("electableSpecs").put("instanceSize", size);
                if (tenant) {
                    config.put("backingProviderName", given.path("provider").asText("AWS"));
                } else {
                    hardware.put("nodeCount", r == 0 && regions.size() > 1 ? 2 : regions.size() > 1 ? 1 : 3);
                }
            }
        }
        return body;
    }

    private void snapshot(Project project, JsonNode given) {
        var cluster = project.cluster(required(given, "cluster"))
                .orElseThrow(() -> new IllegalArgumentException("No cluster for snapshot " + given));
        var taken = ago(given, "daysAgo", 1);
        var expires = now.plus(Duration.ofDays(given.path("expiresInDays").asLong(6)));
        var id = Ids.named(cluster.id, String.valueOf(project.snapshots.size()));
        var document = world.snapshots()
                .document(
                        project, cluster, id, given.path("description").asText(""), given.has("description"), expires);
        var key = Json.text(given, "key");
        if (key != null) {
            document.put("masterKeyUUID", world.snapshots().masterKey(key));
        } else if (given.path("unencrypted").asBoolean()) {
            document.remove("masterKeyUUID");
        }
        world.snapshots().complete(project, document, cluster.id, taken.plusSeconds(120));
        project.snapshots.add(new Snapshot(
                id, cluster.id, cluster.sharded(), document, new Snapshot.Stage("completed", null), taken, expires));
    }

    private List<RoleGrant> roles(JsonNode given, List<Project> projects) {
        var result = new ArrayList<RoleGrant>();
        for (var role : given.path("roles")) {
            var name = required(role, "role");
            var on = Json.text(role, "project");
            if (on == null) {
                result.add(RoleGrant.onOrganization(name, organization(role)));
            } else {
                projects.stream()
                        .filter(p -> on.equals("*") || p.name.equals(on))
                        .forEach(p -> result.add(RoleGrant.onProject(name, p.id)));
            }
        }
        return result;
    }

    private String organization(JsonNode given) {
        var name = Json.text(given, "organization");
        return world.directory().organizations().stream()
                .filter(o -> name == null || o.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The scenario has no organization named " + name))
                .id();
    }

    private Instant ago(JsonNode given, String member, long otherwise) {
        return now.minus(Duration.ofMinutes(Math.round(given.path(member).asDouble((double) otherwise) * 1440)));
    }

    private static String id(JsonNode given, String... name) {
        return given.has("id") ? given.path("id").asText() : Ids.named(name);
    }

    private static List<String> strings(JsonNode given, String member) {
        var result = new ArrayList<String>();
        given.path(member).forEach(s -> result.add(s.asText()));
        return result;
    }

    private static String required(JsonNode given, String member) {
        var value = Json.text(given, member);
        if (value == null) {
            throw new IllegalArgumentException("The scenario lacks " + member + " in " + given);
        }
        return value;
    }
}
