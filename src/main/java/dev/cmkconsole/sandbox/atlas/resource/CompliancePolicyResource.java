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
    }

    private Answer get(AtlasCall call, Project project) {
        if (project.compliancePolicy != null) {
            return Answer.ok(project.compliancePolicy.deepCopy());
        }
        if (world.switches().absentCompliancePolicyStatus == 200) {
            return Answer.ok(Json.object());
        }
        throw AtlasError.of(
                world.switches().absentCompliancePolicyStatus,
                "BACKUP_COMPLIANCE_POLICY_NOT_FOUND",
                "No Backup Compliance Policy exists.");
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
        policy.put("projectId", project.id).put("state", "ACTIVE").put("updatedDate", Json.time(call.now()));
        project.compliancePolicy = policy;
        return Answer.ok(policy.deepCopy());
    }
}
