package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.DefaultAlerts;
import dev.cmkconsole.sandbox.atlas.state.Encryption;
import dev.cmkconsole.sandbox.atlas.state.KeyCheck;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.Regions;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One project's encryption at rest with customer-managed keys. */
public final class EncryptionResource {
    private static final Versions V = Versions.of("2023-01-01");

    private final World world;
    private final Switches switches;

    public EncryptionResource(World world) {
        this.world = world;
        this.switches = world.switches();
    }

    public void addTo(Router router) {
        router.add("GET /groups/{groupId}/encryptionAtRest", "getEncryptionAtRest", Access.PROJECT_READ, V, this::get);
        router.add(
                "PATCH /groups/{groupId}/encryptionAtRest",
                "updateEncryptionAtRest",
                Access.PROJECT_OWNER,
                V,
                this::update);
    }

    private Answer get(AtlasCall call, Project project) {
        var wait = switches.revalidateOnReadAfterSeconds;
        if (project.encryption.enabled()
                && wait >= 0
                && !call.now().isBefore(project.encryption.checked().plusSeconds(wait))) {
            world.keyCheck().run(project, call.now());
            project.nextDue = null;
        }
        return Answer.ok(body(project));
    }

    JsonNode body(Project project) {
        var body = Json.object();
        body.set("awsKms", aws(project.encryption));
        body.set("azureKeyVault", disabled(true));
        body.put("enabledForSearchNodes", project.encryption.searchNodes());
        body.set("googleCloudKms", disabled(false));
        return body;
    }

    private ObjectNode aws(Encryption encryption) {
        var kms = encryption.awsKms();
        if (kms == null) {
            var block = disabled(true);
            if (switches.disabledBlockSendsNulls) {
                block.putNull("customerMasterKeyID").putNull("region").putNull("roleId");
            }
            return block;
        }
        var block = Json.object()
                .put("customerMasterKeyID", kms.key())
                .put("enabled", true)
                .put("region", kms.region())
                .put("requirePrivateNetworking", kms.privateNetworking())
                .put("valid", encryption.valid());
        return kms.byCredentials() ? block.put("accessKeyID", kms.accessKeyId()) : block.put("roleId", kms.roleId());
    }

    private static ObjectNode disabled(boolean networking) {
        var block = Json.object().put("enabled", false).put("valid", false);
        return networking ? block.put("requirePrivateNetworking", false) : block;
    }

    private Answer update(AtlasCall call, Project project) {
        var body = call.jsonObject();
        refuseOtherProvider(body, "azureKeyVault");
        refuseOtherProvider(body, "googleCloudKms");
        var searchNodes = Members.flag(body, "enabledForSearchNodes");
        var block = block(body, "awsKms");
        requireProvider(body, searchNodes);
        var before = project.encryption;
        if (block != null && !block.isEmpty()) {
            if (Boolean.FALSE.equals(Members.flag(block, "enabled"))) {
                disable(call, project);
            } else {
                enable(call, project, block);
            }
        }
        if (searchNodes != null && searchNodes != before.searchNodes()) {
            switchSearchNodes(call, project, searchNodes);
        }
        return Answer.ok(body(project));
    }

    private void disable(AtlasCall call, Project project) {
        var current = project.encryption;
        if (!current.enabled()) {
            return;
        }
        if (project.endpoints.stream().anyMatch(e -> e.provider().equals("AWS"))) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS",
                    "Encryption at Rest cannot be disabled when private endpoints are present.");
        }
        if (!project.clustersEncryptedBy("AWS").isEmpty()) {
            throw AtlasError.of(
                    409,
                    "CANNOT_DISABLE_ENCRYPTION_AT_REST",
                    "Encryption at Rest cannot be disabled while it is enabled on one or more clusters.");
        }
        if (project.compliancePolicy != null
                && project.compliancePolicy.path("encryptionAtRestEnabled").asBoolean()) {
            throw AtlasError.of(
                    400,
                    "CANNOT_DISABLE_ENCRYPTION_AT_REST_WITH_BACKUP_COMPLIANCE_POLICY",
                    "Encryption at Rest cannot be disabled while the Backup Compliance Policy requires it.");
        }
        if (switches.disablingJudgedBy.equals("tried")) {
            requireValid(project, current.awsKms());
        } else if (!current.valid()) {
            throw settingsInvalid();
        }
        project.encryption = new Encryption(null, current.searchNodes(), false, null, null, null, false);
        world.keyCheck().keyGone(project, call.now());
        world.events().by(call, project, "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED");
    }

    private void enable(AtlasCall call, Project project, ObjectNode block) {
        var before = project.encryption;
        var wanted = wanted(before.awsKms(), block);
        if (!before.enabled() && Members.flag(block, "enabled") == null) {
            throw AtlasError.missing("enabled");
        }
        refuseNewCredentials(before, wanted, block);
        var changed = before.enabled() && keyChanged(before.awsKms(), wanted);
        if (!wanted.byCredentials()) {
            var role = project.role(wanted.roleId())
                    .orElseThrow(() -> AccessRolesResource.notFound(wanted.roleId(), switches.unknownRoleInBodyStatus));
            if (!role.isAuthorized()) {
                throw AtlasError.of(
                        400,
                        "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED",
                        "The specified Cloud Provider Access role (" + role.roleId() + ") has not been authorized.",
                        role.roleId());
            }
        }
        new PrivateNetworkingRules().check(project, wanted);
        if (changed) {
            requireValid(project, before.awsKms());
        }
        var refusal = world.trial().use(project, wanted).orElse(null);
        if (refusal != null) {
            world.events().add(project, call.now(), "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_FAILED");
            throw refusal;
        }
        store(call, project, wanted, changed);
    }

    /** A project keeps the credentials it has until it uses a role. Then, as in a new project, none are taken. */
    private static void refuseNewCredentials(Encryption before, Encryption.AwsKms wanted, ObjectNode block) {
        var sent = Members.text(block, "accessKeyID") != null || Members.text(block, "secretAccessKey") != null;
        if ((sent || wanted.byCredentials())
                && (before.awsKms() == null || !before.awsKms().byCredentials())) {
            throw AtlasError.of(
                    400,
                    "AWS_KMS_CREDENTIALS_AUTH_DEPRECATED",
                    "Credentials based authentication is no longer supported for AWS KMS.");
        }
    }

    private static void requireProvider(ObjectNode body, Boolean searchNodes) {
        var blocks = List.of("awsKms", "azureKeyVault", "googleCloudKms");
        if (searchNodes == null && blocks.stream().allMatch(b -> body.path(b).isEmpty())) {
            throw AtlasError.of(
                    400,
                    "MISSING_ENCRYPTION_AT_REST_PROVIDER",
                    "At least one Encryption at Rest provider must be specified.");
        }
    }

    private void store(AtlasCall call, Project project, Encryption.AwsKms wanted, boolean changed) {
        var before = project.encryption;
        var now = call.now();
        world.keyCheck().reached(project, now);
        project.encryption = new Encryption(
                wanted,
                before.searchNodes(),
                true,
                now,
                changed || !before.enabled() ? now : before.keySince(),
                null,
                false);
        Map<String, String> extra =
                switches.encryptionEventsNameKey ? Map.of("customerMasterKeyID", wanted.key()) : Map.of();
        world.events().by(call, project, "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED", extra);
        world.events().add(project, now, "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_SUCCEEDED", extra);
        if (!before.enabled()) {
            DefaultAlerts.addRotationReminder(project, world.ids(), now);
        } else if (!before.valid()) {
            world.keyCheck().becameValid(project, now);
        }
        if (changed) {
            world.events().add(project, now, "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED", extra);
            world.events().add(project, now, "AWS_ENCRYPTION_KEY_ROTATED", extra);
            world.events().close(project, now, KeyCheck.NEEDS_ROTATION);
            if (switches.keyChangeUpdatesClusters) {
                project.clustersEncryptedBy("AWS").stream()
                        .filter(c -> !c.paused())
                        .forEach(c -> {
                            if (switches.keyChangeDelaySeconds > 0) {
                                c.keyBefore = c.keyBefore != null
                                        ? c.keyBefore
                                        : before.awsKms().key();
                                c.keyChangeDue = now.plusSeconds(switches.keyChangeDelaySeconds);
                            } else if (c.due == null) {
                                world.takeKey(project, c, now);
                            }
                        });
            }
        }
    }

    /**
     * The Atlas documentation forbids changing and disabling while Atlas cannot use the current key. An unreachable key
     * is not an invalid key.
     */
    private void requireValid(Project project, Encryption.AwsKms current) {
        if (switches.kmsReachable
                && world.trial().reaches(project)
                && world.trial().use(project, current).isPresent()) {
            throw settingsInvalid();
        }
    }

    private static AtlasError settingsInvalid() {
        return AtlasError.of(
                400,
                "ENCRYPTION_AT_REST_SETTINGS_INVALID",
                "The current Encryption at Rest settings are invalid. Restore access to the key before you change or"
                        + " disable them.");
    }

    private Encryption.AwsKms wanted(Encryption.AwsKms stored, ObjectNode block) {
        var old = switches.omittedKmsMembersInherited && stored != null
                ? stored
                : new Encryption.AwsKms(null, null, null, null, null, false);
        var roleId = or(Members.text(block, "roleId"), old.roleId());
        var key = or(Members.text(block, "customerMasterKeyID", 1, 2048), old.key());
        var region = or(Members.text(block, "region"), old.region());
        var accessKey = or(Members.text(block, "accessKeyID", 16, 128), old.accessKeyId());
        var secret = or(Members.text(block, "secretAccessKey"), old.secretAccessKey());
        var networking = Boolean.TRUE.equals(Members.flag(block, "requirePrivateNetworking"));
        if (roleId == null && accessKey == null) {
            throw AtlasError.missing("roleId");
        }
        if (key == null) {
            throw AtlasError.missing("customerMasterKeyID");
        }
        if (region == null) {
            throw AtlasError.missing("region");
        }
        if (!Regions.AWS.contains(region)) {
            throw AtlasError.of(
                    400,
                    "AWS_KMS_REGION_NOT_SUPPORTED",
                    "The AWS region " + region + " is not supported for AWS KMS.",
                    region);
        }
        // With a role, the credentials are dropped permanently.
        return roleId != null
                ? new Encryption.AwsKms(roleId, key, region, null, null, networking)
                : new Encryption.AwsKms(null, key, region, accessKey, secret, networking);
    }

    private static boolean keyChanged(Encryption.AwsKms before, Encryption.AwsKms after) {
        return !before.key().equals(after.key())
                || !before.region().equals(after.region())
                || !Objects.equals(before.roleId(), after.roleId())
                || !Objects.equals(before.accessKeyId(), after.accessKeyId());
    }

    private void switchSearchNodes(AtlasCall call, Project project, boolean on) {
        if (on && !project.encryption.enabled()) {
            throw AtlasError.of(
                    400,
                    "ENCRYPTION_AT_REST_NOT_ENABLED",
                    "Encryption at Rest is not enabled for group " + project.id + ".",
                    project.id);
        }
        project.encryption = project.encryption.withSearchNodes(on);
        for (var cluster : project.clustersEncryptedBy("AWS")) {
            if (cluster.search != null) {
                cluster.search =
                        cluster.search.as("UPDATING", call.now().plusSeconds(switches.searchDeploymentSeconds));
                world.events()
                        .add(project, call.now(), "SEARCH_DEPLOYMENT_UPDATED", Map.of("clusterName", cluster.name));
            }
        }
    }

    private static void refuseOtherProvider(ObjectNode body, String name) {
        var block = block(body, name);
        if (block != null && Boolean.TRUE.equals(Members.flag(block, "enabled"))) {
            throw AtlasError.of(
                    400,
                    "VALIDATION_ERROR",
                    "The sandbox has no keys outside AWS KMS, so " + name + " cannot be enabled here.",
                    name);
        }
    }

    private static ObjectNode block(ObjectNode body, String name) {
        var block = body.get(name);
        if (block == null || block.isNull()) {
            return null;
        }
        if (block instanceof ObjectNode object) {
            return object;
        }
        throw AtlasError.invalid(name);
    }

    private static String or(String sent, String stored) {
        return sent != null ? sent : stored;
    }
}
