package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.Snapshot;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restores of a cluster's snapshots, also of a deleted cluster whose backups were kept. They take their time and change no data, because the sandbox holds none. A restore
 * whose snapshot cannot be decrypted when it ends has failed.
 */
public final class RestoreJobsResource {
    private static final String BASE = "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs";
    private static final Versions V = Versions.of("2023-01-01");
    private static final Set<String> DELIVERIES = Set.of("automated", "download", "pointInTime");

    private final World world;

    public RestoreJobsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET " + BASE, "listBackupRestoreJobs", Access.PROJECT_READ, V, this::list);
        router.add("POST " + BASE, "createBackupRestoreJob", Access.PROJECT_OWNER, V, this::create);
        router.add("GET " + BASE + "/{restoreJobId}", "getBackupRestoreJob", Access.PROJECT_READ, V, this::get);
        router.add(
                "DELETE " + BASE + "/{restoreJobId}", "cancelBackupRestoreJob", Access.PROJECT_OWNER, V, this::cancel);
    }

    private Answer list(AtlasCall call, Project project) {
        var cluster = SnapshotsResource.cluster(call, project);
        var jobs = project.restores.stream()
                .filter(r -> r.path("clusterId").asText().equals(cluster.id))
                .toList();
        return Answer.ok(Paging.page(call, jobs, r -> body(r)));
    }

    private Answer create(AtlasCall call, Project project) {
        var cluster = SnapshotsResource.cluster(call, project);
        var body = call.jsonObject();
        var delivery = Members.required(body, "deliveryType");
        if (!DELIVERIES.contains(delivery)) {
            throw AtlasError.of(400, "UNSUPPORTED_DELIVERY_METHOD", "The specified delivery method is not supported.");
        }
        var snapshot =
                delivery.equals("pointInTime") ? latest(call, project, cluster, body) : asked(project, cluster, body);
        if (delivery.equals("download") && snapshot.document().has("masterKeyUUID")) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DOWNLOAD_SNAPSHOT_WITH_ENCRYPTION",
                    "Cannot download snapshots with Encryption at Rest enabled.");
        }
        if (!delivery.equals("download")) {
            checkTarget(project, cluster, snapshot, body);
        }
        var due = call.now().plusSeconds(world.switches().restoreSeconds);
        var job = Json.object()
                .put("clusterId", cluster.id)
                .put("deliveryType", delivery)
                .put("due", due.toString())
                .put("id", world.newId())
                .put("snapshotId", snapshot.id())
                .put("timestamp", Json.time(snapshot.requested()));
        if (snapshot.document().has("masterKeyUUID")) {
            job.put("masterKey", snapshot.document().path("masterKeyUUID").asText());
        }
        for (var member : new String[] {"targetClusterName", "targetGroupId"}) {
            if (body.hasNonNull(member)) {
                job.put(member, body.path(member).asText());
            }
        }
        project.restores.add(job);
        world.events().by(call, project, "CPS_RESTORE_REQUESTED_AUDIT", Map.of("clusterName", cluster.name));
        return Answer.ok(body(job));
    }

    private static Snapshot asked(Project project, Cluster cluster, JsonNode body) {
        var id = Members.required(body, "snapshotId");
        var snapshot = project.snapshots.stream()
                .filter(s -> s.id().equals(id) && s.clusterId().equals(cluster.id))
                .findFirst()
                .orElseThrow(
                        () -> AtlasError.of(404, "SNAPSHOT_NOT_FOUND", "No snapshot with ID " + id + " exists.", id));
        if (!snapshot.status().equals("completed")) {
            throw AtlasError.of(
                    409,
                    "CANNOT_START_RESTORE_JOB_FOR_INCOMPLETE_CLUSTER_SNAPSHOT",
                    "Cannot start restore job for incomplete cluster snapshot.");
        }
        return snapshot;
    }

    /** A moment is restored from the last snapshot before it and the changes since then. */
    private static Snapshot latest(AtlasCall call, Project project, Cluster cluster, JsonNode body) {
        var seconds =
                body.path("pointInTimeUTCSeconds").asLong(body.path("oplogTs").asLong(0));
        if (seconds <= 0 || Instant.ofEpochSecond(seconds).isAfter(call.now())) {
            throw AtlasError.of(
                    400, "INVALID_PIT_RESTORE_TIME", "Please provide a valid UTC time or an operation time (ts).");
        }
        return project.snapshots.stream()
                .filter(s -> cluster.document.path("pitEnabled").asBoolean())
                .filter(s -> s.clusterId().equals(cluster.id) && s.status().equals("completed"))
                .filter(s -> !s.requested().isAfter(Instant.ofEpochSecond(seconds)))
                .max(Comparator.comparing(Snapshot::requested))
                .orElseThrow(() -> AtlasError.of(
                        409,
                        "NO_CHECKPOINT_FOR_PIT_RESTORE",
                        "A suitable checkpoint could not be found for the specified continuous cloud backup."));
    }

    /** A snapshot of an Infinite cluster, encrypted with a key of the customer, stays in its project. */
    private void checkTarget(Project project, Cluster cluster, Snapshot snapshot, JsonNode body) {
        var group = Members.required(body, "targetGroupId");
        var name = Members.required(body, "targetClusterName");
        if (cluster.infinite() && snapshot.document().has("masterKeyUUID") && !group.equals(project.id)) {
            throw AtlasError.of(
                    400,
                    "INVALID_SNAPSHOT_RESTORE_ENCRYPTION",
                    "A snapshot encrypted with a customer-managed key can only be restored within its project.");
        }
        if (!group.equals(project.id)) {
            var _ = world.projects().find(group).orElseThrow(() -> AtlasError.groupNotFound(group));
            return;
        }
        var target = project.cluster(name)
                .orElseThrow(() -> AtlasError.of(
                        404,
                        "CLUSTER_NOT_FOUND",
                        "No cluster named " + name + " exists in group " + project.id + ".",
                        name,
                        project.id));
        checkEncryption(snapshot, target);
        checkTopology(snapshot, target);
        if (target.paused()) {
            throw AtlasError.of(
                    400,
                    "CLUSTER_PAUSED_CANNOT_RESTORE",
                    "Backup restore cannot occur on a paused cluster. Please unpause the target cluster or choose"
                            + " another target cluster.");
        }
    }

    /** Atlas restores only to a cluster with the same encryption provider, and to the same or a later version. */
    private static void checkEncryption(Snapshot snapshot, Cluster target) {
        var encrypted = snapshot.document().has("masterKeyUUID");
        if (encrypted != target.encryptionProvider().equals("AWS") && !target.infinite()) {
            throw AtlasError.of(
                    400,
                    "INVALID_SNAPSHOT_RESTORE_ENCRYPTION",
                    encrypted
                            ? "Target cluster does not have encryption enabled."
                            : "Cannot restore a non-encrypted snapshot to a cluster with Encryption at Rest enabled.");
        }
        var taken = snapshot.document().path("mongodVersion").asText("");
        var runs = target.document.path("mongoDBVersion").asText("");
        if (major(taken) > major(runs)) {
            throw AtlasError.of(
                    400,
                    "INVALID_SNAPSHOT_RESTORE_VERSION",
                    "The target cluster must run the same or a greater version of MongoDB as the snapshot.");
        }
    }

    /** Atlas restores a sharded cluster to one with as many shards and the same kind of config servers. */
    private static void checkTopology(Snapshot snapshot, Cluster target) {
        int shards = target.document.path("replicationSpecs").size();
        int own = target.document.path("configServerType").asText().equals("DEDICATED") ? 1 : 0;
        boolean fits = snapshot.sharded()
                ? target.sharded()
                        && snapshot.document().path("members").size() == shards + own
                        && snapshot.document().path("configServerType").equals(target.document.path("configServerType"))
                : !target.sharded();
        if (!fits) {
            throw AtlasError.of(
                    400,
                    "INVALID_SNAPSHOT_RESTORE_TOPOLOGY",
                    "The target cluster must have as many shards as the source, and the same type of config server.");
        }
    }

    private static double major(String version) {
        var parts = version.split("\\.");
        return parts.length < 2 ? 0 : Double.parseDouble(parts[0] + "." + parts[1]);
    }

    private Answer cancel(AtlasCall call, Project project) {
        var job = find(call, project);
        if (!job.path("deliveryType").asText().equals("download")) {
            throw AtlasError.of(400, "CANNOT_CANCEL_AUTOMATED_RESTORE", "Automated restore cannot be cancelled.");
        }
        job.put("cancelled", true);
        return Answer.noContent();
    }

    private static ObjectNode find(AtlasCall call, Project project) {
        var id = call.path("restoreJobId");
        var cluster = SnapshotsResource.cluster(call, project);
        return project.restores.stream()
                .filter(r -> r.path("id").asText().equals(id)
                        && r.path("clusterId").asText().equals(cluster.id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        404, "BACKUP_RESTORE_JOB_NOT_FOUND", "No restore job with ID " + id + " exists.", id));
    }

    private Answer get(AtlasCall call, Project project) {
        return Answer.ok(body(find(call, project)));
    }

    private static JsonNode body(ObjectNode job) {
        ObjectNode body = job.deepCopy();
        body.remove(List.of("clusterId", "due", "masterKey"));
        return body.put("cancelled", job.path("cancelled").asBoolean())
                .put("expired", false)
                .put("failed", job.path("failed").asBoolean());
    }
}
