package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/**
 * The backup schedule of a cluster: Atlas' default policy items and the restore window. The sandbox takes one snapshot
 * a day and keeps it as the longest item that is due says.
 */
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
        var items = policy.putArray("policyItems");
        int daily = Math.max(1, world.switches().dailySnapshotRetentionDays);
        items.add(item(project, "hourly", 6, daily, "days"));
        items.add(item(project, "daily", 1, daily, "days"));
        if (world.switches().longSnapshots) {
            items.add(item(project, "weekly", 6, 4, "weeks"));
            items.add(item(project, "monthly", 40, 12, "months"));
            items.add(item(project, "yearly", 12, 1, "years"));
        }
        return Answer.ok(body);
    }

    private static ObjectNode item(Project project, String frequency, int interval, int keep, String unit) {
        return Json.object()
                .put("frequencyInterval", interval)
                .put("frequencyType", frequency)
                .put("id", Ids.named(project.id, "policy", frequency))
                .put("retentionUnit", unit)
                .put("retentionValue", keep);
    }
}
