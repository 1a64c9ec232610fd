package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The whole Atlas state of one project. Read and change it only while holding {@link #lock}; see {@link Projects}. */
public final class Project {
    private static final int EVENTS_KEPT = 2_000;

    @JsonIgnore
    final ReentrantLock lock = new ReentrantLock();
    /** When the next automatic change is due; null if not computed since the last change. */
    @JsonIgnore
    public Instant nextDue;

    public String id;
    public String orgId;
    public String name;
    public Instant created;
    /** Position in listings. */
    long number;

    public boolean defaultAlerts;
    public ArrayNode tags;
    /** The settings and limits that a caller set; others have their defaults. */
    public ObjectNode settings = Json.object();

    public ObjectNode limits = Json.object();
    public boolean managedSlowMs = true;
    public String regionUsageRestrictions;
    public List<ObjectNode> teams = new ArrayList<>();
    public Encryption encryption = Encryption.never();
    public List<AccessRole> roles = new ArrayList<>();
    public List<KmsEndpoint> endpoints = new ArrayList<>();
    public List<Cluster> clusters = new ArrayList<>();
    public List<FlexCluster> flexClusters = new ArrayList<>();
    public List<Snapshot> snapshots = new ArrayList<>();
    public List<ObjectNode> alertConfigs = new ArrayList<>();
    public List<ObjectNode> alerts = new ArrayList<>();
    public List<ObjectNode> events = new ArrayList<>();
    public List<ObjectNode> accessList = new ArrayList<>();
    public List<ObjectNode> containers = new ArrayList<>();
    public List<ObjectNode> restores = new ArrayList<>();
    public List<ObjectNode> flexRestores = new ArrayList<>();
    public ObjectNode compliancePolicy;
    /** When the Backup Compliance Policy that is being enabled is active. */
    public Instant compliancePolicyDue;

    /** For Jackson. */
    public Project() {}

    public Project(String id, String orgId, String name, Instant created, boolean defaultAlerts) {
        this.id = id;
        this.orgId = orgId;
        this.name = name;
        this.created = created;
        this.defaultAlerts = defaultAlerts;
    }

    public Optional<AccessRole> role(String roleId) {
        return roles.stream().filter(r -> r.roleId().equals(roleId)).findFirst();
    }

    public void replace(AccessRole changed) {
        roles.replaceAll(r -> r.roleId().equals(changed.roleId()) ? changed : r);
    }

    public Optional<Cluster> cluster(String clusterName) {
        return clusters.stream()
                .filter(c -> c.name.equals(clusterName) && !c.deleted)
                .findFirst();
    }

    public Optional<FlexCluster> flexCluster(String clusterName) {
        return flexClusters.stream().filter(c -> c.name.equals(clusterName)).findFirst();
    }

    public List<Cluster> liveClusters() {
        return clusters.stream().filter(c -> !c.deleted).toList();
    }

    public List<Cluster> clustersEncryptedBy(String provider) {
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
