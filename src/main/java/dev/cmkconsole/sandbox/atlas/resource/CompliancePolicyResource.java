package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.BackupCompliance;
import dev.cmkconsole.sandbox.atlas.state.BackupSchedule;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;

/** The Backup Compliance Policy, which can forbid turning encryption off. */
public final class CompliancePolicyResource {
    private static final String PATH = "/groups/{groupId}/backupCompliancePolicy";
    private static final Versions V = Versions.of("2023-01-01/2027-07-01", "2023-10-01");

    private final World world;

    public CompliancePolicyResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add("GET " + PATH, "getCompliancePolicy", Access.PROJECT_OWNER, V, this::get);
        router.add("PUT " + PATH, "updateCompliancePolicy", Access.PROJECT_OWNER, V, this::put);
        router.add(
                "DELETE " + PATH,
                "disableCompliancePolicy",
                Access.PROJECT_OWNER,
                Versions.of("2024-11-13"),
                this::disable);
    }

    /** A policy can be made stricter only. Support loosens it for the authorized person. */
    private static void checkItems(Project project, ObjectNode policy) {
        for (var item : policy.path("scheduledPolicyItems")) {
            BackupScheduleResource.checkItem(item);
        }
        if (project.compliancePolicy != null
                && !BackupCompliance.meets(
                        project.compliancePolicy, BackupSchedule.of(policy.path("scheduledPolicyItems")))) {
            throw AtlasError.of(
                    400,
                    "BACKUP_COMPLIANCE_POLICY_SETTINGS_INVALID",
                    "The Backup Compliance Policy has invalid settings.");
        }
    }

    private Answer get(AtlasCall call, Project project) {
        if (project.compliancePolicy != null) {
            return Answer.ok(project.compliancePolicy.deepCopy());
        }
        if (world.switches().absentCompliancePolicyStatus == 200) {
            return Answer.ok(Json.object());
        }
        throw notFound(world.switches().absentCompliancePolicyStatus);
    }

    private static AtlasError notFound(int status) {
        return AtlasError.of(status, "BACKUP_COMPLIANCE_POLICY_NOT_FOUND", "No Backup Compliance Policy exists.");
    }

    /** Atlas does this after its support has agreed; in the sandbox support always agrees. */
    private Answer disable(AtlasCall call, Project project) {
        if (project.compliancePolicy == null) {
            throw notFound(404);
        }
        project.compliancePolicy = null;
        project.compliancePolicyDue = null;
        world.events().by(call, project, "CPS_DATA_PROTECTION_DISABLED");
        return Answer.noContent();
    }

    private Answer put(AtlasCall call, Project project) {
        var body = call.jsonObject();
        for (var member : new String[] {"authorizedEmail", "authorizedUserFirstName", "authorizedUserLastName"}) {
            Members.required(body, member);
        }
        var encrypted = Boolean.TRUE.equals(Members.flag(body, "encryptionAtRestEnabled"));
        if (encrypted && !project.encryption.enabled()) {
            throw AtlasError.of(
                    400,
                    "ENCRYPTION_AT_REST_NOT_ENABLED",
                    "Encryption at Rest is not enabled for group " + project.id + ".",
                    project.id);
        }
        ObjectNode policy = Json.object()
                .put("copyProtectionEnabled", false)
                .put("deletable", false)
                .put("encryptionAtRestEnabled", false)
                .putNull("onDemandPolicyItem")
                .put("pitEnabled", false)
                .put("restoreWindowDays", 0);
        policy.putArray("scheduledPolicyItems");
        policy.setAll(body);
        checkItems(project, policy);
        overwriteSchedules(project, policy, call.query().flag("overwriteBackupPolicies", true));
        policy.put("projectId", project.id)
                .put("state", project.compliancePolicy == null ? "ENABLING" : "UPDATING")
                .put("updatedDate", Json.time(call.now()))
                .put("updatedUser", call.identity().publicKey());
        project.compliancePolicy = policy;
        project.compliancePolicyDue = call.now().plusSeconds(world.switches().compliancePolicySeconds);
        world.events().by(call, project, "CPS_DATA_PROTECTION_ENABLE_REQUESTED");
        return Answer.ok(policy.deepCopy());
    }

    /** Schedules that fall short get the policy's items, or the policy is refused where it may not overwrite them. */
    private void overwriteSchedules(Project project, ObjectNode policy, boolean overwrite) {
        for (var cluster : project.liveClusters()) {
            var schedule = BackupSchedule.of(project, cluster, world.switches());
            if (!cluster.backedUp() || BackupCompliance.meets(policy, schedule)) {
                continue;
            }
            if (!overwrite) {
                throw BackupCompliance.schedulesFallShort();
            }
            var items = Json.array();
            BackupSchedule.of(policy.path("scheduledPolicyItems"))
                    .items()
                    .forEach(i -> items.add(i.json().put("id", world.newId())));
            cluster.schedule = cluster.schedule == null ? Json.object() : cluster.schedule;
            cluster.schedule.set("policyItems", items);
        }
    }
}
