package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Takes snapshots, completes them and expires them. Each snapshot records the key that encrypted its cluster when it
 * was taken.
 */
public final class SnapshotMaker {
    private static final Duration DAY = Duration.ofDays(1);

    private final Ids ids;
    private final Events events;
    private final Switches switches;

    SnapshotMaker(Ids ids, Events events, Switches switches) {
        this.ids = ids;
        this.events = events;
        this.switches = switches;
    }

    /** When the cluster's next snapshot is due, or null. Days whose snapshot would have expired by now are skipped. */
    Instant nextDaily(Project project, Cluster cluster, Instant now) {
        var schedule = BackupSchedule.of(project, cluster, switches);
        if (schedule.items().isEmpty()
                || cluster.deleted
                || cluster.nextSnapshot == null
                || !cluster.backedUp()
                || cluster.tenant()
                || cluster.paused()
                || cluster.shutDown) {
            return null;
        }
        while (!cluster.nextSnapshot.isAfter(now)
                && schedule.due(cluster.nextSnapshot)
                        .filter(i -> !i.expiry(cluster.nextSnapshot).isBefore(now))
                        .isEmpty()) {
            cluster.nextSnapshot = cluster.nextSnapshot.plus(DAY);
        }
        return cluster.nextSnapshot;
    }

    void daily(Project project, Cluster cluster) {
        var at = cluster.nextSnapshot;
        cluster.nextSnapshot = at.plus(DAY);
        BackupSchedule.of(project, cluster, switches).due(at).ifPresent(item -> {
            var snapshot = take(project, cluster, at, "", item.expiry(at), false);
            snapshot.document().put("frequencyType", item.frequency());
            snapshot.document().set("policyItems", Json.array().add(item.id()));
            project.snapshots.add(snapshot);
        });
    }

    public Snapshot take(Project project, Cluster cluster, Instant at, String description, int days) {
        return take(project, cluster, at, description, at.plus(DAY.multipliedBy(days)), true);
    }

    private Snapshot take(
            Project project, Cluster cluster, Instant at, String description, Instant expires, boolean onDemand) {
        var id = ids.next(at);
        var document = document(project, cluster, id, description, onDemand, expires);
        events.add(project, at, "CPS_SNAPSHOT_STARTED", Map.of("clusterName", cluster.name));
        return new Snapshot(
                id,
                cluster.id,
                cluster.sharded(),
                document,
                new Snapshot.Stage("queued", at.plusSeconds(switches.snapshotQueuedSeconds)),
                at,
                expires);
    }

    public ObjectNode document(
            Project project, Cluster cluster, String id, String description, boolean onDemand, Instant expires) {
        var document = Json.object()
                .put("description", description)
                .put("frequencyType", onDemand ? "ondemand" : "daily")
                .put("id", id)
                .put("snapshotType", onDemand ? "onDemand" : "scheduled")
                .put("type", cluster.sharded() ? "shardedCluster" : "replicaSet");
        document.set("policyItems", onDemand ? Json.array() : Json.array().add(Ids.named(project.id, "policy")));
        if (cluster.sharded()) {
            document.put(
                    "configServerType",
                    cluster.document.path("configServerType").asText("DEDICATED"));
            var members = document.putArray("members");
            var parts = document.putArray("snapshotIds");
            for (int shard = 0;
                    shard < cluster.document.path("replicationSpecs").size();
                    shard++) {
                var part = Ids.named(id, String.valueOf(shard));
                members.add(Json.object()
                        .put(
                                "cloudProvider",
                                cluster.firstRegion().path("providerName").asText())
                        .put("id", part)
                        .put("replicaSetName", cluster.name + "-shard-" + shard));
                parts.add(part);
            }
            if (document.path("configServerType").asText().equals("DEDICATED")) {
                var part = Ids.named(id, "config");
                members.add(Json.object()
                        .put(
                                "cloudProvider",
                                cluster.firstRegion().path("providerName").asText())
                        .put("id", part)
                        .put("replicaSetName", cluster.name + "-config-0"));
                parts.add(part);
            }
        } else {
            document.put("replicaSetName", cluster.name);
            document.set("copyRegions", Json.array());
        }
        var kms = project.encryption.awsKms();
        if (kms != null && cluster.encryptionProvider().equals("AWS")) {
            var key = masterKey(cluster.keyBefore != null ? cluster.keyBefore : kms.key());
            if (key != null) {
                document.put("masterKeyUUID", key);
            }
        }
        return document;
    }

    /** The key as snapshots name it: the id in UUID form. */
    public String masterKey(String key) {
        var id = key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (!id.startsWith("mrk-")) {
            return id;
        }
        return switch (switches.multiRegionMasterKey) {
            case "verbatim" -> id;
            case "absent" -> null;
            default -> id.substring(4).replaceFirst("^(.{8})(.{4})(.{4})(.{4})(.{12})$", "$1-$2-$3-$4-$5");
        };
    }

    Instant next(Snapshot snapshot) {
        return snapshot.due() != null ? snapshot.due() : snapshot.expires();
    }

    void step(Project project, Snapshot snapshot) {
        switch (snapshot.status()) {
            case "queued" ->
                replace(project, snapshot.as("inProgress", snapshot.due().plusSeconds(switches.snapshotSeconds)));
            case "inProgress" -> {
                complete(project, snapshot.document(), snapshot.clusterId(), snapshot.due());
                replace(project, snapshot.as("completed", null));
                project.clusters.stream()
                        .filter(c -> c.id.equals(snapshot.clusterId()))
                        .findFirst()
                        .ifPresent(c -> events.add(
                                project, snapshot.due(), "CPS_SNAPSHOT_SUCCESSFUL", Map.of("clusterName", c.name)));
            }
            default -> project.snapshots.removeIf(s -> s.id().equals(snapshot.id()));
        }
    }

    public void complete(Project project, ObjectNode document, String clusterId, Instant at) {
        document.put("createdAt", Json.time(at)).put("storageSizeBytes", 2_147_483_648L);
        project.clusters.stream()
                .filter(c -> c.id.equals(clusterId))
                .findFirst()
                .ifPresent(c -> {
                    document.put(
                            "mongodVersion", c.document.path("mongoDBVersion").asText());
                    if (!c.sharded()) {
                        document.put(
                                "cloudProvider",
                                c.firstRegion().path("providerName").asText());
                    }
                });
    }

    private static void replace(Project project, Snapshot changed) {
        project.snapshots.replaceAll(s -> s.id().equals(changed.id()) ? changed : s);
    }
}
