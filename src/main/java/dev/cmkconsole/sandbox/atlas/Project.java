package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Everything Atlas holds about one project. Read and changed only while holding {@link #lock}; see {@link
 * Projects}.
 */
final class Project {
    private static final int EVENTS_KEPT = 2_000;

    @JsonIgnore
    final ReentrantLock lock = new ReentrantLock();
    /** When something next happens by itself; null: not computed since the last change. */
    @JsonIgnore
    Instant nextDue;

    String id;
    String orgId;
    String name;
    Instant created;
    /** Position in listings. */
    long number;

    boolean defaultAlerts;
    ArrayNode tags;
    ObjectNode settings = Json.object();
    Encryption encryption = Encryption.never();
    List<AccessRole> roles = new ArrayList<>();
    List<KmsEndpoint> endpoints = new ArrayList<>();
    List<Cluster> clusters = new ArrayList<>();
    List<FlexCluster> flexClusters = new ArrayList<>();
    List<Snapshot> snapshots = new ArrayList<>();
    List<ObjectNode> alertConfigs = new ArrayList<>();
    List<ObjectNode> alerts = new ArrayList<>();
    List<ObjectNode> events = new ArrayList<>();
    List<ObjectNode> accessList = new ArrayList<>();
    List<ObjectNode> containers = new ArrayList<>();
    ObjectNode compliancePolicy;

    /** Jackson's. */
    Project() {}

    Project(String id, String orgId, String name, Instant created, boolean defaultAlerts) {
        this.id = id;
        this.orgId = orgId;
        this.name = name;
        this.created = created;
        this.defaultAlerts = defaultAlerts;
        settings.put("isCollectDatabaseSpecificsStatisticsEnabled", true)
                .put("isDataExplorerEnabled", true)
                .put("isDataExplorerGenAIFeaturesEnabled", true)
                .put("isDataExplorerGenAISampleDocumentPassingEnabled", false)
                .put("isExtendedStorageSizesEnabled", false)
                .put("isPerformanceAdvisorEnabled", true)
                .put("isRealtimePerformancePanelEnabled", true)
                .put("isSchemaAdvisorEnabled", true);
    }

    Optional<AccessRole> role(String roleId) {
        return roles.stream().filter(r -> r.roleId().equals(roleId)).findFirst();
    }

    void replace(AccessRole changed) {
        roles.replaceAll(r -> r.roleId().equals(changed.roleId()) ? changed : r);
    }

    Optional<Cluster> cluster(String clusterName) {
        return clusters.stream()
                .filter(c -> c.name.equals(clusterName) && !c.deleted)
                .findFirst();
    }

    Optional<FlexCluster> flexCluster(String clusterName) {
        return flexClusters.stream().filter(c -> c.name.equals(clusterName)).findFirst();
    }

    List<Cluster> liveClusters() {
        return clusters.stream().filter(c -> !c.deleted).toList();
    }

    List<Cluster> clustersEncryptedBy(String provider) {
        return clusters.stream()
                .filter(c -> !c.deleted && c.encryptionProvider().equals(provider))
                .toList();
    }

    void addEvent(ObjectNode event) {
        events.add(event);
        if (events.size() > EVENTS_KEPT) {
            events.removeFirst();
        }
    }
}
