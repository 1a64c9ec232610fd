package dev.cmkconsole.sandbox.atlas.state;

import dev.cmkconsole.sandbox.atlas.http.Switches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Applies, in order, every change that became due in a project since the last access. */
final class Lifecycle {
    private final Clock clock;
    private final Switches switches;
    private final Events events;
    private final KeyCheck keyCheck;
    private final SnapshotMaker snapshots;
    private final Restores restores;

    Lifecycle(
            Clock clock,
            Switches switches,
            Events events,
            KeyCheck keyCheck,
            SnapshotMaker snapshots,
            Restores restores) {
        this.clock = clock;
        this.switches = switches;
        this.events = events;
        this.keyCheck = keyCheck;
        this.snapshots = snapshots;
        this.restores = restores;
    }

    /** Whether anything changed. */
    boolean settle(Project project) {
        var now = clock.instant();
        if (project.nextDue != null && now.isBefore(project.nextDue)) {
            return false;
        }
        var changed = false;
        while (true) {
            var next = new Next();
            gather(project, now, next);
            if (next.at == null || next.at.isAfter(now)) {
                project.nextDue = next.at == null ? Instant.MAX : next.at;
                return changed;
            }
            next.action.run();
            changed = true;
        }
    }

    private static final class Next {
        private Instant at;
        private Runnable action;

        void offer(Instant when, Runnable what) {
            if (when != null && (at == null || when.isBefore(at))) {
                at = when;
                action = what;
            }
        }
    }

    private void gather(Project project, Instant now, Next next) {
        for (var cluster : project.clusters) {
            next.offer(cluster.keyChangeDue, () -> keyChangeDone(project, cluster));
            if (!cluster.shutDown || cluster.stateName.equals("DELETING")) {
                next.offer(cluster.due, () -> clusterDone(project, cluster));
            }
            if (cluster.search != null) {
                next.offer(cluster.search.due(), () -> searchDone(project, cluster));
            }
            next.offer(snapshots.nextDaily(project, cluster, now), () -> snapshots.daily(project, cluster));
        }
        project.flexClusters.forEach(c -> next.offer(c.due, () -> flexDone(project, c)));
        project.endpoints.forEach(e -> next.offer(e.due(), () -> endpointDone(project, e)));
        project.snapshots.forEach(s -> next.offer(snapshots.next(s), () -> snapshots.step(project, s)));
        project.restores.forEach(r -> next.offer(Restores.due(r), () -> restores.end(project, r)));
        next.offer(project.compliancePolicyDue, () -> policyActive(project));
        var check = keyCheck.next(project);
        next.offer(check, () -> keyCheck.run(project, lastOf(check, now)));
        var reminder = keyCheck.nextReminder(project);
        next.offer(reminder, () -> keyCheck.remind(project, reminder));
    }

    /** Missed checks that nobody could have noticed are not repeated. The most recent one stands for all of them. */
    private Instant lastOf(Instant first, Instant now) {
        var interval = Math.max(1, switches.validityCheckSeconds);
        return first.plusSeconds(Duration.between(first, now).toSeconds() / interval * interval);
    }

    private void keyChangeDone(Project project, Cluster cluster) {
        var at = cluster.keyChangeDue;
        cluster.keyChangeDue = null;
        cluster.keyBefore = null;
        if (!cluster.deleted && cluster.due == null && !cluster.paused()) {
            takeKey(project, cluster, at);
        }
    }

    void takeKey(Project project, Cluster cluster, Instant at) {
        cluster.stateName = "UPDATING";
        cluster.due = at.plusSeconds(switches.keyChangeSeconds);
        events.add(project, at, "CLUSTER_UPDATE_STARTED", Map.of("clusterName", cluster.name));
    }

    private void clusterDone(Project project, Cluster cluster) {
        var at = cluster.due;
        var name = Map.of("clusterName", cluster.name);
        cluster.due = null;
        switch (cluster.stateName) {
            case "DELETING" -> {
                cluster.deleted = true;
                if (!cluster.retainBackups) {
                    project.clusters.remove(cluster);
                    project.snapshots.removeIf(s -> s.clusterId().equals(cluster.id));
                }
                events.add(project, at, "CLUSTER_DELETED", name);
            }
            case "CREATING" -> {
                cluster.stateName = "IDLE";
                cluster.nextSnapshot = at.plus(Duration.ofHours(1));
                events.add(project, at, "CLUSTER_READY", name);
            }
            default -> {
                cluster.stateName = "IDLE";
                // Every update takes a waiting change of key along.
                cluster.keyChangeDue = null;
                cluster.keyBefore = null;
                events.add(project, at, "CLUSTER_UPDATE_COMPLETED", name);
            }
        }
    }

    private void searchDone(Project project, Cluster cluster) {
        if (cluster.search.stateName().equals("DELETING")) {
            events.add(project, cluster.search.due(), "SEARCH_DEPLOYMENT_DELETED", Map.of("clusterName", cluster.name));
            cluster.search = null;
        } else {
            cluster.search = cluster.search.as("IDLE", null);
        }
    }

    private void flexDone(Project project, FlexCluster cluster) {
        var at = cluster.due;
        cluster.due = null;
        if (cluster.stateName.equals("DELETING")) {
            project.flexClusters.remove(cluster);
            events.add(project, at, "CLUSTER_DELETED", Map.of("clusterName", cluster.name));
        } else {
            cluster.stateName = "IDLE";
        }
    }

    private void policyActive(Project project) {
        events.add(project, project.compliancePolicyDue, "CPS_DATA_PROTECTION_ENABLED");
        project.compliancePolicyDue = null;
        if (project.compliancePolicy != null) {
            project.compliancePolicy.put("state", "ACTIVE");
        }
    }

    private static KmsEndpoint created(KmsEndpoint endpoint, boolean fails) {
        return fails
                ? endpoint.as("FAILED", "The interface endpoint could not be created: VpcEndpointLimitExceeded", null)
                : endpoint.as("ACTIVE", null, null);
    }

    private void endpointDone(Project project, KmsEndpoint endpoint) {
        if (endpoint.status().equals("INITIATING")) {
            var fails = List.of(switches.failingEndpointRegions.split(",")).contains(endpoint.region());
            project.endpoints.replaceAll(e -> e.id().equals(endpoint.id()) ? created(e, fails) : e);
        } else {
            project.endpoints.removeIf(e -> e.id().equals(endpoint.id()));
            if (endpoint.status().equals("DELETING")) {
                events.add(project, endpoint.due(), "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETED");
            }
        }
    }
}
