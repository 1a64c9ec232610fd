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
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.Snapshot;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Instant;
import java.util.Map;

/** Restores of a cluster's snapshots. They take their time and change no data, because the sandbox holds none. */
public final class RestoreJobsResource {
    private static final String BASE = "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs";
    private static final Versions V = Versions.of("2023-01-01");

    private final World world;

    public RestoreJobsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET " + BASE,
                "listBackupRestoreJobs",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(Paging.page(
                        call,
                        p.restores.stream()
                                .filter(r -> r.path("clusterId").asText().equals(ClustersResource.find(call, p).id))
                                .toList(),
                        r -> body(call, r))));
        router.add("POST " + BASE, "createBackupRestoreJob", Access.PROJECT_OWNER, V, this::create);
        router.add("GET " + BASE + "/{restoreJobId}", "getBackupRestoreJob", Access.PROJECT_READ, V, this::get);
    }

    private Answer create(AtlasCall call, Project project) {
        var cluster = ClustersResource.find(call, project);
        var body = call.jsonObject();
        var delivery = Members.required(body, "deliveryType");
        var id = Members.required(body, "snapshotId");
        var snapshot = project.snapshots.stream()
                .filter(s -> s.id().equals(id) && s.clusterId().equals(cluster.id))
                .filter(s -> s.status().equals("completed"))
                .findFirst()
                .orElseThrow(
                        () -> AtlasError.of(404, "SNAPSHOT_NOT_FOUND", "No snapshot with ID " + id + " exists.", id));
        if (delivery.equals("automated")) {
            target(project, cluster, snapshot, body);
        }
        var due = call.now().plusSeconds(world.switches().restoreSeconds);
        var job = Json.object()
                .put("clusterId", cluster.id)
                .put("deliveryType", delivery)
                .put("due", due.toString())
                .put("id", world.newId())
                .put("snapshotId", id)
                .put("timestamp", Json.time(snapshot.requested()));
        for (var member : new String[] {"targetClusterName", "targetGroupId"}) {
            if (body.hasNonNull(member)) {
                job.put(member, body.path(member).asText());
            }
        }
        project.restores.add(job);
        world.events().by(call, project, "CPS_RESTORE_REQUESTED_AUDIT", Map.of("clusterName", cluster.name));
        return Answer.ok(body(call, job));
    }

    /** A snapshot of an Infinite cluster, encrypted with a key of the customer, stays in its project. */
    private static void target(
            Project project, dev.cmkconsole.sandbox.atlas.state.Cluster cluster, Snapshot snapshot, JsonNode body) {
        var group = Members.required(body, "targetGroupId");
        Members.required(body, "targetClusterName");
        if (cluster.infinite() && snapshot.document().has("masterKeyUUID") && !group.equals(project.id)) {
            throw AtlasError.of(
                    400,
                    "INVALID_SNAPSHOT_RESTORE_ENCRYPTION",
                    "A snapshot encrypted with a customer-managed key can only be restored within its project.");
        }
    }

    private Answer get(AtlasCall call, Project project) {
        var id = call.path("restoreJobId");
        return project.restores.stream()
                .filter(r -> r.path("id").asText().equals(id))
                .findFirst()
                .map(r -> Answer.ok(body(call, r)))
                .orElseThrow(() -> AtlasError.of(
                        404, "BACKUP_RESTORE_JOB_NOT_FOUND", "No restore job with ID " + id + " exists.", id));
    }

    private static JsonNode body(AtlasCall call, ObjectNode job) {
        var due = Instant.parse(job.path("due").asText());
        ObjectNode body = job.deepCopy();
        body.remove(java.util.List.of("clusterId", "due"));
        body.put("cancelled", false).put("expired", false).put("failed", false);
        if (!due.isAfter(call.now())) {
            body.put("finishedAt", Json.time(due));
        }
        return body;
    }
}
