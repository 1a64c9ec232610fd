package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import java.time.Instant;

/** What a project's Backup Compliance Policy refuses. It is in force as soon as it is requested. */
public final class BackupCompliance {
    private static final String NOT_MET = "_MEETING_BACKUP_COMPLIANCE_POLICY_REQUIREMENTS";

    private BackupCompliance() {}

    public static boolean inForce(Project project) {
        return project.compliancePolicy != null;
    }

    /** Under a policy no snapshot can be deleted. One that is being taken never can be. */
    public static void checkDelete(Project project, Snapshot snapshot) {
        if (inForce(project)) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DELETE_SNAPSHOT_WITH_BACKUP_COMPLIANCE_POLICY",
                    "You can't delete snapshots while you have a Backup Compliance Policy enabled.");
        }
        if (!snapshot.status().equals("completed")) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DELETE_IN_PROGRESS_SNAPSHOT",
                    "Cannot delete an in progress snapshot " + snapshot.id() + ".",
                    snapshot.id());
        }
    }

    public static void checkRetention(Project project, Snapshot snapshot, Instant expires) {
        if (!snapshot.status().equals("completed")) {
            throw AtlasError.of(
                    400,
                    "CANNOT_MODIFY_IN_PROGRESS_SNAPSHOT_RETENTION",
                    "Snapshot retention can only be modified once it is completed.");
        }
        if (inForce(project) && expires.isBefore(snapshot.expires())) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DECREASE_SNAPSHOT_RETENTION_WITH_BACKUP_COMPLIANCE_POLICY",
                    "You can't decrease the snapshot retention while you have a Backup Compliance Policy enabled.");
        }
    }

    public static void checkClose(Project project) {
        if (inForce(project) && !project.snapshots.isEmpty()) {
            throw AtlasError.of(
                    409,
                    "CANNOT_CLOSE_GROUP_ACTIVE_BACKUP_COMPLIANCE_POLICY",
                    "You can't terminate a project if it has a Backup Compliance Policy enabled and active snapshots."
                            + " Remove the snapshots.");
        }
    }

    /** An on-demand snapshot is kept at least as long as the policy's item for it says. */
    public static void checkOnDemand(Project project, Instant taken, Instant expires) {
        if (inForce(project)
                && project.compliancePolicy.path("onDemandPolicyItem").isObject()
                && expires.isBefore(BackupSchedule.Item.of(project.compliancePolicy.path("onDemandPolicyItem"))
                        .expiry(taken))) {
            throw AtlasError.of(
                    400,
                    "SNAPSHOT_RETENTION_LESS_THAN_BACKUP_COMPLIANCE_POLICY",
                    "You can't create a snapshot with a retention less than the Backup Compliance Policy setting while"
                            + " you have a Backup Compliance Policy enabled.");
        }
    }

    /** A schedule has every item of the policy, kept at least as long. */
    public static void checkSchedule(Project project, BackupSchedule schedule) {
        if (inForce(project) && !meets(project.compliancePolicy, schedule)) {
            throw AtlasError.of(
                    400,
                    "BACKUP_POLICY_NOT" + NOT_MET,
                    "Backup policy doesn't meet the minimum Backup Compliance Policy requirements.");
        }
    }

    public static void checkWindow(Project project, int before, int after) {
        if (inForce(project) && after < before) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DECREASE_PIT_WINDOW_WITH_BACKUP_COMPLIANCE_POLICY",
                    "You can't reduce the Continuous Cloud Backup Restore Window while you have a Backup Compliance"
                            + " Policy enabled.");
        }
    }

    /** A policy that does not overwrite the schedules of the clusters is refused where one of them falls short. */
    public static AtlasError schedulesFallShort() {
        return AtlasError.of(
                400,
                "BACKUP_POLICIES_NOT" + NOT_MET,
                "Existing backup policies don't meet the minimum Backup Compliance Policy requirements.");
    }

    public static boolean meets(ObjectNode policy, BackupSchedule schedule) {
        for (var wanted : BackupSchedule.of(policy.path("scheduledPolicyItems")).items()) {
            var least = wanted.expiry(Instant.EPOCH);
            if (schedule.of(wanted.frequency())
                    .filter(i -> !i.expiry(Instant.EPOCH).isBefore(least))
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    public static void checkCluster(Project project, Cluster cluster, ObjectNode changes) {
        if (!inForce(project)) {
            return;
        }
        if (cluster.backedUp()
                && changes.path("backupEnabled").isBoolean()
                && !changes.path("backupEnabled").booleanValue()) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DISABLE_CLOUD_BACKUP_WITH_BACKUP_COMPLIANCE_POLICY",
                    "You can't disable Cloud Backup while you have a Backup Compliance Policy enabled.");
        }
        if (project.compliancePolicy.path("pitEnabled").asBoolean()
                && changes.path("pitEnabled").isBoolean()
                && !changes.path("pitEnabled").booleanValue()) {
            // The name is spelled so in Atlas' own table.
            throw AtlasError.of(
                    400,
                    "CANNOT_DISABLE_PIT_WITH_BACKUUP_COMPLIANCE_POLICY",
                    "You can't disable Continuous Cloud Backup while the Backup Compliance Policy requires it.");
        }
        if (project.compliancePolicy.path("encryptionAtRestEnabled").asBoolean()
                && !cluster.encryptionProvider().equals("NONE")
                && changes.path("encryptionAtRestProvider").asText().equals("NONE")) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DISABLE_ENCRYPTION_AT_REST_WITH_BACKUP_COMPLIANCE_POLICY",
                    "You can't disable Encryption at Rest while you have a Backup Compliance Policy enabled.");
        }
    }
}
