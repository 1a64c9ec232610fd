package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.BackupCompliance;
import dev.cmkconsole.sandbox.atlas.state.BackupSchedule;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** The backup schedule of a cluster: its policy items, the hour of its snapshots, and the restore window. */
public final class BackupScheduleResource {
    private static final String PATH = "/groups/{groupId}/clusters/{clusterName}/backup/schedule";
    private static final Versions V = Versions.of("2023-01-01/2027-07-01", "2024-08-05");
    private static final Set<String> FREQUENCIES = Set.of("hourly", "daily", "weekly", "monthly", "yearly");
    private static final Set<String> UNITS = Set.of("days", "weeks", "months", "years");
    private static final List<String> KEPT_AS_SENT = List.of(
            "autoCopySettingsEnabled",
            "autoExportEnabled",
            "copyPolicyItemsEnabled",
            "copySettings",
            "export",
            "extraRetentionSettings",
            "useOrgAndGroupNamesInExportPrefix");

    private final World world;

    public BackupScheduleResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET " + PATH,
                "getBackupSchedule",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(body(call, p, find(call, p))));
        router.add("PATCH " + PATH, "updateBackupSchedule", Access.BACKUP_WRITE, V, this::update);
        router.add("DELETE " + PATH, "deleteClusterBackupSchedule", Access.BACKUP_WRITE, V, this::delete);
    }

    static AtlasError notBackedUp() {
        return AtlasError.of(400, "BACKUP_JOB_NOT_FOUND", "Backups are not enabled for this cluster.");
    }

    private static Cluster find(AtlasCall call, Project project) {
        var cluster = ClustersResource.find(call, project);
        if (!cluster.backedUp()) {
            throw notBackedUp();
        }
        return cluster;
    }

    private JsonNode body(AtlasCall call, Project project, Cluster cluster) {
        var set = cluster.schedule == null ? Json.object() : cluster.schedule;
        var schedule = BackupSchedule.of(project, cluster, world.switches());
        var next = cluster.nextSnapshot == null ? call.now() : cluster.nextSnapshot;
        var at = next.atOffset(ZoneOffset.UTC);
        var body = Json.object()
                .put("autoExportEnabled", false)
                .put("clusterId", cluster.id)
                .put("clusterName", cluster.name)
                .put("referenceHourOfDay", at.getHour())
                .put("referenceMinuteOfHour", at.getMinute())
                .put("restoreWindowDays", window(cluster))
                .put("useOrgAndGroupNamesInExportPrefix", true);
        if (!schedule.items().isEmpty()) {
            body.put("nextSnapshot", Json.time(next));
        }
        body.putArray("copySettings");
        KEPT_AS_SENT.stream().filter(set::has).forEach(m -> body.set(m, set.get(m)));
        body.set(
                "links",
                Json.array()
                        .add(call.self("/groups/" + project.id + "/clusters/" + cluster.name + "/backup/schedule"))
                        .add(Json.object()
                                .put("href", call.host() + "/api/public/v1.0/groups/" + project.id)
                                .put("rel", "https://cloud.mongodb.com/group")));
        body.putArray("policies").addObject().put("id", policyId(cluster)).set("policyItems", schedule.json());
        return body;
    }

    private static String policyId(Cluster cluster) {
        return Ids.named(cluster.id, "policy");
    }

    private int window(Cluster cluster) {
        return cluster.schedule == null
                ? world.switches().restoreWindowDays
                : cluster.schedule.path("restoreWindowDays").asInt(world.switches().restoreWindowDays);
    }

    private Answer update(AtlasCall call, Project project) {
        var cluster = find(call, project);
        var body = call.jsonObject();
        var before = BackupSchedule.of(project, cluster, world.switches());
        var schedule = cluster.schedule == null ? Json.object() : cluster.schedule.deepCopy();
        if (body.has("policies")) {
            var items = items(cluster, before, body.get("policies"));
            BackupCompliance.checkSchedule(project, BackupSchedule.of(items));
            schedule.set("policyItems", items);
        }
        var window = range(body, "restoreWindowDays", 1, Integer.MAX_VALUE, "INVALID_RESTORE_WINDOW");
        if (window != null) {
            BackupCompliance.checkWindow(project, window(cluster), window);
            schedule.put("restoreWindowDays", window);
        }
        KEPT_AS_SENT.stream().filter(body::hasNonNull).forEach(m -> schedule.set(m, body.get(m)));
        var hour = range(body, "referenceHourOfDay", 0, 23, "INVALID_REFERENCE_HOUR_OF_DAY");
        var minute = range(body, "referenceMinuteOfHour", 0, 59, "INVALID_REFERENCE_MINUTE_OF_HOUR");
        cluster.schedule = schedule;
        moveTo(call, cluster, hour, minute);
        var after = BackupSchedule.of(project, cluster, world.switches());
        if (Boolean.TRUE.equals(Members.flag(body, "updateSnapshots"))) {
            keepAnew(project, cluster, after);
        }
        if (Boolean.TRUE.equals(Members.flag(body, "deleteSnapshots"))) {
            dropUnscheduled(project, cluster, after);
        }
        return Answer.ok(body(call, project, cluster));
    }

    /** Taken snapshots are kept as the changed items say. A Backup Compliance Policy only lets them be kept longer. */
    private static void keepAnew(Project project, Cluster cluster, BackupSchedule schedule) {
        project.snapshots.replaceAll(s -> {
            var item = schedule.of(s.document().path("frequencyType").asText()).orElse(null);
            if (!s.clusterId().equals(cluster.id) || item == null) {
                return s;
            }
            var expires = item.expiry(s.requested());
            return BackupCompliance.inForce(project) && expires.isBefore(s.expires()) ? s : s.expiring(expires);
        });
    }

    private static void dropUnscheduled(Project project, Cluster cluster, BackupSchedule schedule) {
        if (!BackupCompliance.inForce(project)) {
            project.snapshots.removeIf(s -> s.clusterId().equals(cluster.id)
                    && s.document().path("snapshotType").asText().equals("scheduled")
                    && schedule.of(s.document().path("frequencyType").asText()).isEmpty());
        }
    }

    private static void moveTo(AtlasCall call, Cluster cluster, Integer hour, Integer minute) {
        if (hour == null && minute == null || cluster.nextSnapshot == null) {
            return;
        }
        var next = cluster.nextSnapshot.atOffset(ZoneOffset.UTC);
        var moved = next.withHour(hour == null ? next.getHour() : hour)
                .withMinute(minute == null ? next.getMinute() : minute)
                .toInstant();
        cluster.nextSnapshot = moved.isAfter(call.now()) ? moved : moved.plus(java.time.Duration.ofDays(1));
    }

    private ArrayNode items(Cluster cluster, BackupSchedule before, JsonNode policies) {
        if (!(policies instanceof ArrayNode list) || list.size() != 1) {
            throw AtlasError.of(400, "INVALID_NUM_OF_POLICIES", "Must have exactly one policy.");
        }
        var policy = list.get(0);
        var id = Members.text(policy, "id");
        if (id != null && !id.equals(policyId(cluster))) {
            throw AtlasError.of(400, "INVALID_POLICY_ID", "The policy id " + id + " is invalid.", id);
        }
        if (!(policy.get("policyItems") instanceof ArrayNode given) || given.isEmpty()) {
            throw AtlasError.of(400, "INVALID_NUM_OF_POLICY_ITEMS", "Must have at least one policy item.");
        }
        var items = Json.array();
        for (var item : given) {
            checkItem(item);
            items.add(BackupSchedule.Item.of(item).json().put("id", itemId(before, item)));
        }
        return items;
    }

    private String itemId(BackupSchedule before, JsonNode item) {
        var id = Members.text(item, "id");
        if (id == null) {
            return world.newId();
        }
        var known = before.items().stream()
                .filter(i -> i.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        400, "INVALID_POLICY_ITEM_ID", "The specified policy item id " + id + " does not exist.", id));
        if (!known.frequency().equals(item.path("frequencyType").asText())) {
            throw AtlasError.of(
                    400, "INVALID_FREQUENCY_TYPE_CHANGE", "The frequency type of a policy item must not be changed.");
        }
        return id;
    }

    static void checkItem(JsonNode item) {
        for (var member : List.of("frequencyInterval", "frequencyType", "retentionUnit", "retentionValue")) {
            if (!item.hasNonNull(member)) {
                throw AtlasError.of(
                        400, "MISSING_POLICY_ITEM_PARAMETERS", "Each policy item must contain all required fields.");
            }
        }
        Members.oneOf(item, "frequencyType", FREQUENCIES);
        Members.oneOf(item, "retentionUnit", UNITS);
        Members.number(item, "frequencyInterval", 1, 40);
        Members.number(item, "retentionValue", 1, Integer.MAX_VALUE);
    }

    private static Integer range(ObjectNode body, String member, int least, int most, String code) {
        var value = Members.number(body, member, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (value != null && (value < least || value > most)) {
            throw AtlasError.of(
                    400, code, "The value of " + member + " must be at least " + least + " and at most " + most + ".");
        }
        return value;
    }

    /** No snapshot is scheduled afterwards. Those that were taken stay until they expire. */
    private Answer delete(AtlasCall call, Project project) {
        var cluster = find(call, project);
        BackupCompliance.checkSchedule(project, new BackupSchedule(List.of()));
        cluster.schedule = cluster.schedule == null ? Json.object() : cluster.schedule;
        cluster.schedule.putArray("policyItems");
        return Answer.ok(body(call, project, cluster));
    }
}
