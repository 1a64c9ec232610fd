package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.BackupCompliance;
import dev.cmkconsole.sandbox.atlas.state.BackupSchedule;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.Snapshot;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cloud Backup snapshots of replica sets and sharded clusters. */
public final class SnapshotsResource {
    private static final String BASE = "/groups/{groupId}/clusters/{clusterName}/backup/snapshots";
    private static final Versions V = Versions.of("2023-01-01");

    private final World world;

    public SnapshotsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET " + BASE,
                "listBackupSnapshots",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(Paging.page(call, of(call, p, false), s -> body(call, p, s))));
        router.add("POST " + BASE, "takeSnapshots", Access.BACKUP_CREATE, V, this::take);
        router.add(
                "GET " + BASE + "/{snapshotId}",
                "getClusterBackupSnapshot",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(body(call, p, find(call, p))));
        router.add("PATCH " + BASE + "/{snapshotId}", "updateBackupSnapshot", Access.BACKUP_WRITE, V, this::update);
        router.add(
                "DELETE " + BASE + "/{snapshotId}",
                "deleteClusterBackupSnapshot",
                Access.BACKUP_WRITE,
                V,
                this::delete);
        router.add(
                "GET " + BASE + "/shardedClusters",
                "listBackupShardedClusters",
                Access.PROJECT_READ,
                V,
                this::listSharded);
        router.add(
                "GET " + BASE + "/shardedCluster/{snapshotId}",
                "getBackupShardedCluster",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(asSharded(body(call, p, find(call, p)))));
        router.add(
                "DELETE " + BASE + "/shardedCluster/{snapshotId}",
                "deleteBackupShardedCluster",
                Access.BACKUP_WRITE,
                V,
                this::delete);
    }

    /** Also finds deleted clusters whose backups were retained. */
    static Cluster cluster(AtlasCall call, Project project) {
        var name = call.path("clusterName");
        return project.clusters.stream()
                .filter(c -> c.name.equals(name))
                .min(Comparator.comparing(c -> c.deleted))
                .orElseGet(() -> ClustersResource.find(call, project));
    }

    private static List<Snapshot> of(AtlasCall call, Project project, boolean sharded) {
        var cluster = cluster(call, project);
        return project.snapshots.stream()
                .filter(s -> s.clusterId().equals(cluster.id) && s.sharded() == sharded)
                .sorted(Comparator.comparing(Snapshot::requested).reversed())
                .toList();
    }

    /** A single snapshot of either kind, because clients ask for it before they know the kind of the cluster. */
    private static Snapshot find(AtlasCall call, Project project) {
        var id = call.path("snapshotId");
        var cluster = cluster(call, project);
        return project.snapshots.stream()
                .filter(s -> s.clusterId().equals(cluster.id) && s.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> AtlasError.of(404, "SNAPSHOT_NOT_FOUND", "No snapshot with ID " + id + " exists.", id));
    }

    /** A replica set's snapshot in the form of a sharded cluster's: its only member is the replica set. */
    private static ObjectNode asSharded(ObjectNode body) {
        if (!body.has("members")) {
            var member = Json.object()
                    .put("cloudProvider", body.path("cloudProvider").asText("AWS"))
                    .put("id", body.path("id").asText())
                    .put("replicaSetName", body.path("replicaSetName").asText());
            body.set("members", Json.array().add(member));
            body.set("snapshotIds", Json.array().add(body.path("id").asText()));
        }
        return body;
    }

    private static ObjectNode body(AtlasCall call, Project project, Snapshot snapshot) {
        var body = snapshot.document()
                .deepCopy()
                .put("expiresAt", Json.time(snapshot.expires()))
                .put("status", snapshot.status());
        if (!body.has("storageSizeBytes")) {
            body.put("storageSizeBytes", 0);
        }
        var cluster = "/groups/" + project.id + "/clusters/" + call.path("clusterName");
        body.set(
                "links",
                Json.array()
                        .add(call.self(cluster + "/backup/snapshots/" + (snapshot.sharded() ? "shardedCluster/" : "")
                                + snapshot.id()))
                        .add(Json.object()
                                .put("href", call.link(cluster))
                                .put("rel", "https://cloud.mongodb.com/cluster")));
        return body;
    }

    private Answer listSharded(AtlasCall call, Project project) {
        var found = of(call, project, true).stream()
                .map(s -> body(call, project, s))
                .toList();
        var list = Json.object().put("totalCount", found.size());
        list.set(
                "links",
                Json.array()
                        .add(Json.object()
                                .put("href", call.host() + call.http().rawPath())
                                .put("rel", "self")));
        list.set("results", Json.array(found));
        return Answer.ok(list);
    }

    private Answer take(AtlasCall call, Project project) {
        var cluster = ClustersResource.find(call, project);
        var body = call.jsonObject();
        var days = Members.number(body, "retentionInDays", 1, 3650);
        var description = Members.text(body, "description");
        if (!cluster.backedUp()) {
            throw BackupScheduleResource.notBackedUp();
        }
        if (cluster.paused() || cluster.shutDown) {
            throw AtlasError.of(
                    400, "CANNOT_TAKE_SNAPSHOT", "Cluster " + cluster.name + " is not running.", cluster.name);
        }
        if (project.snapshots.stream().anyMatch(s -> s.clusterId().equals(cluster.id) && unfinishedOnDemand(s))) {
            throw AtlasError.of(
                    400, "UNFINISHED_ON_DEMAND_SNAPSHOT", "Another on-demand snapshot is queued or in progress.");
        }
        BackupCompliance.checkOnDemand(project, call.now(), call.now().plus(Duration.ofDays(days == null ? 1 : days)));
        var snapshot = world.snapshots()
                .take(project, cluster, call.now(), description == null ? "" : description, days == null ? 1 : days);
        project.snapshots.add(snapshot);
        world.events()
                .by(call, project, "CPS_ON_DEMAND_SNAPSHOT_REQUESTED", java.util.Map.of("clusterName", cluster.name));
        return Answer.ok(body(call, project, snapshot));
    }

    private Answer update(AtlasCall call, Project project) {
        var snapshot = find(call, project);
        var expires = retention(call.jsonObject(), snapshot.requested());
        BackupCompliance.checkRetention(project, snapshot, expires);
        var changed = snapshot.expiring(expires);
        project.snapshots.replaceAll(s -> s.id().equals(snapshot.id()) ? changed : s);
        return Answer.ok(body(call, project, changed));
    }

    private static boolean unfinishedOnDemand(Snapshot snapshot) {
        return Set.of("queued", "inProgress").contains(snapshot.status())
                && snapshot.document().path("snapshotType").asText().equals("onDemand");
    }

    private static Instant retention(ObjectNode body, Instant taken) {
        var unit = Members.oneOf(body, "retentionUnit", Set.of("DAYS", "WEEKS", "MONTHS", "YEARS"));
        var value = Members.number(body, "retentionValue", Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (unit == null) {
            throw AtlasError.missing("retentionUnit");
        }
        if (value == null) {
            throw AtlasError.missing("retentionValue");
        }
        if (value < 1) {
            throw AtlasError.of(
                    400, "BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID", "Retention value of snapshot is invalid.");
        }
        return new BackupSchedule.Item("", "ondemand", 0, value, unit.toLowerCase(Locale.ROOT)).expiry(taken);
    }

    private Answer delete(AtlasCall call, Project project) {
        var snapshot = find(call, project);
        BackupCompliance.checkDelete(project, snapshot);
        project.snapshots.removeIf(s -> s.id().equals(snapshot.id()));
        world.events()
                .by(
                        call,
                        project,
                        "CPS_SNAPSHOT_DELETED_AUDIT",
                        java.util.Map.of("clusterName", call.path("clusterName")));
        return Answer.noContent();
    }
}
