package dev.cmkconsole.sandbox.atlas.resource.flex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.FlexCluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The daily snapshots of flex clusters and their restores. Clients call these paths with any cluster's name to learn
 * its kind.
 */
public final class FlexBackupsResource {
    private static final String BASE = "/groups/{groupId}/flexClusters/{name}/backup";
    private static final Versions V = Versions.of("2024-11-13");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int DAYS_KEPT = 8;
    /** How long the service takes for one snapshot. */
    private static final Duration TAKES = Duration.ofSeconds(90);

    private final World world;

    public FlexBackupsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET " + BASE + "/snapshots",
                "listFlexBackupSnapshots",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(Paging.page(call, snapshots(call, p), s -> s)));
        router.add(
                "GET " + BASE + "/snapshots/{snapshotId}",
                "getFlexBackupSnapshot",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(snapshot(call, p, call.path("snapshotId"))));
        router.add(
                "GET " + BASE + "/restoreJobs",
                "listFlexRestoreJobs",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(Paging.page(call, jobs(call, p), j -> body(call, j))));
        router.add("POST " + BASE + "/restoreJobs", "createFlexRestoreJob", Access.PROJECT_OWNER, V, this::restore);
        router.add(
                "GET " + BASE + "/restoreJobs/{restoreJobId}", "getFlexRestoreJob", Access.PROJECT_READ, V, this::job);
        router.add("POST " + BASE + "/download", "downloadFlexBackup", Access.PROJECT_OWNER, V, this::download);
    }

    /** Oldest first, as the service lists them. They follow from the cluster's age, so nothing is stored. */
    private static List<ObjectNode> snapshots(AtlasCall call, Project project) {
        var cluster = FlexClustersResource.find(call, project);
        var first = Instant.parse(cluster.document.path("createDate").asText()).plus(Duration.ofHours(1));
        var result = new ArrayList<ObjectNode>();
        if (first.isAfter(call.now())) {
            return result;
        }
        var last =
                first.plus(DAY.multipliedBy(Duration.between(first, call.now()).toDays()));
        for (int day = DAYS_KEPT - 1; day >= 0; day--) {
            var at = last.minus(DAY.multipliedBy(day));
            if (!at.isBefore(first)) {
                result.add(snapshot(cluster, at, call.now()));
            }
        }
        return result;
    }

    private static ObjectNode snapshot(FlexCluster cluster, Instant at, Instant now) {
        var done = at.plus(TAKES);
        var snapshot = Json.object()
                .put("expiration", Json.time(at.plus(DAY.multipliedBy(DAYS_KEPT))))
                .put("id", Ids.named(cluster.document.path("id").asText(), at.toString()))
                .put("mongoDBVersion", cluster.document.path("mongoDBVersion").asText())
                .put("scheduledTime", Json.time(at))
                .put("startTime", Json.time(at));
        return done.isAfter(now)
                ? snapshot.put("status", "RUNNING")
                : snapshot.put("status", "COMPLETED").put("finishTime", Json.time(done));
    }

    private static ObjectNode snapshot(AtlasCall call, Project project, String id) {
        return snapshots(call, project).stream()
                .filter(s -> s.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        404,
                        "TENANT_SNAPSHOT_NOT_FOUND",
                        "No snapshot with ID " + id + " exists for cluster " + call.path("name") + ".",
                        id,
                        call.path("name")));
    }

    private Answer restore(AtlasCall call, Project project) {
        var cluster = FlexClustersResource.find(call, project);
        var body = call.jsonObject();
        var snapshot = snapshot(call, project, Members.required(body, "snapshotId"));
        var target = Members.required(body, "targetDeploymentItemName");
        var group = Members.text(body, "targetProjectId");
        var job = Json.object()
                .put("deliveryType", "RESTORE")
                .put("id", world.newId())
                .put("instanceName", cluster.name)
                .put("projectId", project.id)
                .put("restoreScheduledDate", Json.time(call.now()))
                .put(
                        "due",
                        call.now().plusSeconds(world.switches().restoreSeconds).toString())
                .put("snapshotFinishedDate", snapshot.path("finishTime").asText())
                .put("snapshotId", snapshot.path("id").asText())
                .put("targetDeploymentItemName", target)
                .put("targetProjectId", group == null ? project.id : group);
        project.flexRestores.add(job);
        return Answer.ok(body(call, job));
    }

    private static List<ObjectNode> jobs(AtlasCall call, Project project) {
        var name = FlexClustersResource.find(call, project).name;
        return project.flexRestores.stream()
                .filter(j -> j.path("instanceName").asText().equals(name))
                .toList();
    }

    private Answer job(AtlasCall call, Project project) {
        var id = call.path("restoreJobId");
        return jobs(call, project).stream()
                .filter(j -> j.path("id").asText().equals(id))
                .findFirst()
                .map(j -> Answer.ok(body(call, j)))
                .orElseThrow(() -> AtlasError.of(
                        404,
                        "TENANT_RESTORE_NOT_FOUND",
                        "No restore with ID " + id + " exists for cluster " + call.path("name") + ".",
                        id,
                        call.path("name")));
    }

    private static ObjectNode body(AtlasCall call, ObjectNode job) {
        var due = Instant.parse(job.path("due").asText());
        var body = job.deepCopy();
        body.remove("due");
        return due.isAfter(call.now())
                ? body.put("status", "RUNNING")
                : body.put("status", "COMPLETED").put("restoreFinishedDate", Json.time(due));
    }

    private Answer download(AtlasCall call, Project project) {
        FlexClustersResource.find(call, project);
        throw AtlasError.notSimulated("downloadFlexBackup", call.http().rawPath());
    }
}
