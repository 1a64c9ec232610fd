package dev.cmkconsole.sandbox.atlas.resource;

import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.Instant;
import java.time.ZoneOffset;

/** The backup schedule of a cluster: one daily policy item, which the sandbox follows, and the restore window. */
public final class BackupScheduleResource {
    private static final String PATH = "/groups/{groupId}/clusters/{clusterName}/backup/schedule";
    private static final Versions V = Versions.of("2023-01-01/2027-07-01", "2024-08-05");

    private final World world;

    public BackupScheduleResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET " + PATH, "getBackupSchedule", Access.PROJECT_READ, V, this::get);
    }

    private Answer get(AtlasCall call, Project project) {
        var cluster = ClustersResource.find(call, project);
        if (!cluster.backedUp()) {
            throw AtlasError.of(
                    400,
                    "BACKUPS_NOT_ENABLED",
                    "Backups are not enabled for cluster " + cluster.name + ".",
                    cluster.name);
        }
        var next = cluster.nextSnapshot == null ? Instant.EPOCH : cluster.nextSnapshot;
        var at = next.atOffset(ZoneOffset.UTC);
        var body = Json.object()
                .put("autoExportEnabled", false)
                .put("clusterId", cluster.id)
                .put("clusterName", cluster.name)
                .put("nextSnapshot", Json.time(next))
                .put("referenceHourOfDay", at.getHour())
                .put("referenceMinuteOfHour", at.getMinute())
                .put("restoreWindowDays", world.switches().restoreWindowDays)
                .put("updateSnapshots", false)
                .put("useOrgAndGroupNamesInExportPrefix", false);
        body.putArray("copySettings");
        body.putArray("extraRetentionSettings");
        body.set(
                "links",
                Json.array()
                        .add(call.self("/groups/" + project.id + "/clusters/" + cluster.name + "/backup/schedule")));
        var policy = body.putArray("policies").addObject().put("id", Ids.named(project.id, "policy"));
        policy.putArray("policyItems")
                .addObject()
                .put("frequencyInterval", 1)
                .put("frequencyType", "daily")
                .put("id", Ids.named(project.id, "policy", "daily"))
                .put("retentionUnit", "days")
                .put("retentionValue", Math.max(1, world.switches().dailySnapshotRetentionDays));
        return Answer.ok(body);
    }
}
