package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.http.Vocabulary;
import dev.cmkconsole.sandbox.atlas.resource.hardware.HardwareRules;
import dev.cmkconsole.sandbox.atlas.resource.network.Containers;
import dev.cmkconsole.sandbox.atlas.resource.policy.OrganizationRules;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.BackupCompliance;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dedicated and M0 clusters. */
public final class ClustersResource {
    private static final String BASE = "/groups/{groupId}/clusters";
    private static final Versions READ = Versions.of("2023-02-01/2027-07-01", "2024-08-05");
    private static final Versions WRITE = Versions.of("2023-02-01/2027-07-01", "2024-08-05/2027-03-01", "2024-10-23");
    private static final Versions DELETE = Versions.of("2023-01-01/2027-07-01", "2023-02-01");

    private static final List<String> CLOUDS = List.of("AWS", "AZURE", "GCP");
    private static final Set<String> DEFAULT_REGIONS = Set.of("US_EAST_1", "US_EAST_2", "CENTRAL_US");

    private static final String INDEPENDENT = "INDEPENDENT_SHARD_SCALING";
    private static final String TOGETHER = "CLUSTER_WIDE_SCALING";

    private final World world;
    private final Switches switches;
    private final ClusterDocuments documents;
    private final ClusterBody bodies;
    private final OrganizationRules rules;

    public ClustersResource(World world) {
        this.world = world;
        this.switches = world.switches();
        this.documents = new ClusterDocuments(world);
        this.bodies = new ClusterBody(world);
        this.rules = new OrganizationRules(world);
    }

    public void addTo(Router router) {
        router.add("GET " + BASE, "listClusters", Access.PROJECT_READ, READ, this::list);
        router.add("POST " + BASE, "createCluster", Access.CLUSTER_CREATE, WRITE, this::create);
        router.add("GET " + BASE + "/{clusterName}", "getCluster", Access.PROJECT_READ, READ, this::get);
        router.add("PATCH " + BASE + "/{clusterName}", "updateCluster", Access.CLUSTER_WRITE, WRITE, this::update);
        router.add(
                "GET " + BASE + "/{clusterName}/autoScalingConfiguration",
                "autoScalingConfiguration",
                Access.PROJECT_READ,
                Versions.of("2024-08-05"),
                (call, p) -> Answer.ok(
                        Json.object().put("autoScalingMode", find(call, p).shardsScaleAlone ? INDEPENDENT : TOGETHER)));
        router.add("DELETE " + BASE + "/{clusterName}", "deleteCluster", Access.CLUSTER_WRITE, DELETE, this::delete);
        router.add(
                "GET " + BASE + "/provider/regions",
                "listClusterProviderRegions",
                Access.PROJECT_READ,
                Versions.of("2023-01-01"),
                (call, _) -> providerRegions(call));
    }

    /** @throws AtlasError the API's error for unknown names and for flex clusters */
    static Cluster find(AtlasCall call, Project project) {
        var name = call.path("clusterName");
        return project.cluster(name)
                .orElseThrow(() -> project.flexCluster(name).isPresent()
                        ? AtlasError.of(
                                400,
                                "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API",
                                "Flex cluster " + name + " cannot be used in the Cluster API.",
                                name)
                        : AtlasError.of(
                                404,
                                "CLUSTER_NOT_FOUND",
                                "No cluster named " + name + " exists in group " + project.id + ".",
                                name,
                                project.id));
    }

    private Answer list(AtlasCall call, Project project) {
        var gone = call.query().flag("includeDeletedWithRetainedBackups", false);
        List<Cluster> clusters = project.clusters.stream()
                .filter(c -> (gone || !c.deleted) && describable(call, c))
                .sorted(switches.listOrder.equals("name") ? Comparator.comparing(c -> c.name) : (_, _) -> 0)
                .toList();
        return Answer.ok(Paging.page(
                call,
                clusters,
                c -> body(call, project, c),
                Map.of("includeDeletedWithRetainedBackups", "false"),
                true));
    }

    private JsonNode body(AtlasCall call, Project project, Cluster cluster) {
        var body = cluster.document.deepCopy();
        var state = cluster.shutDown && cluster.stateName.equals("IDLE")
                ? switches.shutDownClusterState
                : cluster.stateName;
        body.put("stateName", cluster.deleted ? "IDLE" : state);
        if (!cluster.paused() && cluster.pausedForKey) {
            body.put("paused", true);
        }
        var self = "/groups/" + project.id + "/clusters/" + cluster.name;
        body.set(
                "links",
                Json.array()
                        .add(call.self(self))
                        .add(Json.object()
                                .put("href", call.link(self + "/backup/restoreJobs"))
                                .put("rel", "https://cloud.mongodb.com/restoreJobs"))
                        .add(Json.object()
                                .put("href", call.link(self + "/backup/snapshots"))
                                .put("rel", "https://cloud.mongodb.com/snapshots")));
        if (state.equals("CREATING")) {
            body.putObject("connectionStrings");
        }
        if (call.version().equals("2023-02-01")) {
            return OldClusterShape.fromCurrent(body);
        }
        ClusterDocuments.addEffectiveSpecs(body);
        return body;
    }

    /** The version from before asymmetric shards cannot describe them: it leaves them out of lists and refuses them. */
    private static boolean describable(AtlasCall call, Cluster cluster) {
        return !call.version().equals("2023-02-01") || !ClusterRules.asymmetric(cluster.document);
    }

    private Answer get(AtlasCall call, Project project) {
        var cluster = find(call, project);
        if (!describable(call, cluster)) {
            throw AtlasError.of(
                    400,
                    "ASYMMETRIC_SHARD_UNSUPPORTED",
                    "This version of the API does not support clusters with asymmetric shards. Use version 2024-08-05"
                            + " or later.");
        }
        return Answer.ok(body(call, project, cluster));
    }

    private ObjectNode current(AtlasCall call, ObjectNode stored) {
        var body = call.jsonObject();
        return call.version().equals("2023-02-01") ? OldClusterShape.toCurrent(body, stored) : body;
    }

    private Answer create(AtlasCall call, Project project) {
        var body = current(call, null);
        bodies.checkNew(project, body);
        var id = world.newId();
        var document = allowed(project, body, documents.complete(project, id, body, Json.time(call.now())));
        var cluster = new Cluster(
                id,
                body.path("name").asText(),
                document,
                "CREATING",
                call.now().plusSeconds(switches.clusterCreateSeconds));
        cluster.shardsScaleAlone = scaledAlone(call);
        PrivateNetworkingRules.checkPlaces(
                project, cluster, !cluster.encryptionProvider().equals("NONE"));
        project.clusters.add(cluster);
        Containers.addFor(project, cluster, world.ids(), call.now());
        world.events().by(call, project, "CLUSTER_CREATED", Map.of("clusterName", cluster.name));
        return Answer.of(201, body(call, project, cluster));
    }

    private ObjectNode allowed(Project project, ObjectNode request, ObjectNode document) {
        HardwareRules.check(request, document);
        rules.checkCluster(project, document);
        return document;
    }

    private Answer update(AtlasCall call, Project project) {
        var cluster = find(call, project);
        var changes = current(call, cluster.document);
        bodies.checkMembers(project, changes);
        refuseDeleting(cluster);
        if (cluster.due != null && !switches.patchWhileUpdatingAccepted) {
            if (changes.path("paused").asBoolean()) {
                throw AtlasError.of(
                        409,
                        "CANNOT_PAUSE_CLUSTER_WITH_PENDING_CHANGES",
                        "Cannot pause a cluster with pending changes.");
            }
            throw AtlasError.of(
                    409,
                    "CLUSTER_UPDATE_IN_PROGRESS",
                    "The cluster " + cluster.name + " is being updated.",
                    cluster.name);
        }
        var provider = Members.text(changes, "encryptionAtRestProvider");
        if (cluster.tenant()) {
            throw provider != null && !provider.equals("NONE")
                    ? bodies.tenantEncryption()
                    : AtlasError.of(
                            400,
                            "TENANT_CLUSTER_UPDATE_UNSUPPORTED",
                            "Cannot update a "
                                    + cluster.firstRegion()
                                            .path("electableSpecs")
                                            .path("instanceSize")
                                            .asText() + " cluster through the public API.");
        }
        var pause = Members.flag(changes, "paused");
        checkPause(cluster, changes, pause, call);
        ClusterRules.checkChange(cluster, changes);
        BackupCompliance.checkCluster(project, cluster, changes);
        checkProvider(project, cluster, provider);
        var document = allowed(project, changes, documents.changed(cluster.document, changes));
        if (Boolean.FALSE.equals(pause) && cluster.paused()) {
            cluster.resumed = call.now();
        }
        var reEncrypts = provider != null && !provider.equals(cluster.encryptionProvider());
        cluster.document = document.put("name", cluster.name);
        if (changes.has("replicationSpecs")) {
            cluster.shardsScaleAlone = scaledAlone(call);
        }
        Containers.addFor(project, cluster, world.ids(), call.now());
        begin(call, project, cluster, reEncrypts);
        return Answer.ok(body(call, project, cluster));
    }

    /** The newest version of the API lets the shards of a cluster scale one by one. */
    private static boolean scaledAlone(AtlasCall call) {
        return call.version().equals("2024-10-23");
    }

    /** An Infinite cluster takes or leaves the customer's key without a sync, as it takes a new one. */
    private long duration(Cluster cluster, boolean reEncrypts) {
        if (!reEncrypts) {
            return switches.clusterUpdateSeconds;
        }
        return cluster.infinite() ? switches.keyChangeSeconds : switches.clusterEncryptionSeconds;
    }

    private void checkPause(Cluster cluster, ObjectNode changes, Boolean pause, AtlasCall call) {
        if (cluster.paused() && !Boolean.FALSE.equals(pause)) {
            throw Boolean.TRUE.equals(pause) && changes.size() == 1
                    ? AtlasError.of(
                            409,
                            "CLUSTER_ALREADY_PAUSED",
                            "The cluster " + cluster.name + " is already paused.",
                            cluster.name)
                    : AtlasError.of(
                            409,
                            "CANNOT_UPDATE_PAUSED_CLUSTER",
                            "Cannot update cluster " + cluster.name + " while it is paused or being paused.",
                            cluster.name);
        }
        if (!cluster.paused() && Boolean.TRUE.equals(pause)) {
            if (changes.size() > 1) {
                throw AtlasError.of(
                        400,
                        "CANNOT_UPDATE_AND_PAUSE_CLUSTER",
                        "Cannot update and pause cluster " + cluster.name + " at the same time.",
                        cluster.name);
            }
            if (cluster.resumed != null && call.now().isBefore(cluster.resumed.plus(Duration.ofHours(1)))) {
                throw AtlasError.of(
                        400,
                        "CANNOT_PAUSE_RECENTLY_RESUMED_CLUSTER",
                        "Cluster " + cluster.name + " was resumed less than an hour ago.",
                        cluster.name);
            }
        }
    }

    private void checkProvider(Project project, Cluster cluster, String provider) {
        if (provider == null || provider.equals(cluster.encryptionProvider()) || provider.equals("NONE")) {
            return;
        }
        if (!cluster.encryptionProvider().equals("NONE")) {
            throw AtlasError.of(
                    409,
                    "CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER",
                    "Cannot change the encryption at rest provider of a cluster; disable it first.",
                    cluster.name);
        }
        bodies.requireProvider(project, provider);
        PrivateNetworkingRules.checkPlaces(project, cluster, true);
    }

    /** Accepts a change to a cluster that is shut down. The change waits until the key is valid again. */
    private void begin(AtlasCall call, Project project, Cluster cluster, boolean reEncrypts) {
        var creating = cluster.stateName.equals("CREATING");
        var name = Map.of("clusterName", cluster.name);
        cluster.stateName = creating ? "CREATING" : "UPDATING";
        cluster.due = call.now().plusSeconds(duration(cluster, reEncrypts));
        world.events().by(call, project, "CLUSTER_UPDATE_SUBMITTED", name);
        if (reEncrypts && cluster.infinite()) {
            world.events().add(project, call.now(), "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED", name);
        }
        if (!cluster.shutDown && !creating) {
            world.events().add(project, call.now(), "CLUSTER_UPDATE_STARTED", name);
        }
    }

    private static void refuseDeleting(Cluster cluster) {
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
        // A Backup Compliance Policy keeps the snapshots of a cluster that goes.
        cluster.retainBackups = call.query().flag("retainBackups", false) || BackupCompliance.inForce(project);
        cluster.document.put("retainBackups", cluster.retainBackups);
        cluster.stateName = "DELETING";
        cluster.due = call.now().plusSeconds(switches.clusterDeleteSeconds);
        world.events().by(call, project, "CLUSTER_DELETE_SUBMITTED", Map.of("clusterName", cluster.name));
        return Answer.of(202, Json.object());
    }

    private static Answer providerRegions(AtlasCall call) {
        var asked = call.query().all("providers");
        for (var provider : asked) {
            if (!CLOUDS.contains(provider)) {
                throw AtlasError.of(400, "INVALID_PROVIDER", "No provider " + provider + " exists.", provider);
            }
        }
        var tier = call.query().one("tier");
        var found = CLOUDS.stream()
                .filter(c -> asked.isEmpty() || asked.contains(c))
                .map(c -> regions(c, tier))
                .toList();
        return Answer.ok(Paging.page(call, found, f -> f));
    }

    private static ObjectNode regions(String provider, String tier) {
        var body = Json.object().put("provider", provider);
        var sizes = body.putArray("instanceSizes");
        for (var size : Vocabulary.instanceSizes(provider)) {
            if (tier == null || tier.equals(size)) {
                var regions = sizes.addObject().put("name", size).putArray("availableRegions");
                Vocabulary.regions(provider)
                        .forEach(r -> regions.addObject()
                                .put("default", DEFAULT_REGIONS.contains(r))
                                .put("name", r));
            }
        }
        return body;
    }
}
