package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import dev.cmkconsole.Within;
import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.atlas.Pause;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.PolicyDraft;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.request.PolicyRequests;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.secret.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Other people who change the same projects in the Atlas UI, in the AWS console, or by a script. A refused attempt does
 * not count.
 */
public final class OtherHands implements AutoCloseable {
    private static final String VERSION = "2023-01-01";
    private static final String OUTAGE = "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED";
    private static final Pattern ALERT_CONFIG = Pattern.compile("/alertConfigs/([0-9a-f]{24})");
    private static final String CLUSTERS = "2024-10-23";
    public static final String OURS = "111122223333";
    private static final String NOBODYS_EXTERNAL_ID = "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e";

    private final Sandbox sandbox;
    private final AtlasClient atlas;

    public enum Act {
        KEY_STATE,
        TRUST_POLICY,
        ROLE_POLICY,
        KEY_POLICY,
        RECORD_REMOVED,
        RECORD_MADE,
        RECORD_TIED,
        CONFIGURATION_DISABLED,
        CONFIGURATION_CHANGED,
        CLUSTER_PAUSED,
        CLUSTER_RESUMED,
        CLUSTER_DELETED,
        CLUSTER_DECRYPTED,
        CLUSTER_ENCRYPTED
    }

    public OtherHands(Sandbox sandbox) {
        this.sandbox = sandbox;
        var clock = Clock.systemUTC();
        var key = sandbox.apiKey();
        this.atlas = new AtlasClient(
                AtlasAddress.of(sandbox.atlasUri().toString(), clock),
                new AtlasCredential.ApiKey(key.user(), Secret.of(key.secret())),
                Patience.atlas(3).through(Within.of(sandbox)),
                clock,
                new Random(2),
                Pause.REAL);
    }

    /** @return the change, in words; empty where it did not apply or was refused */
    public Optional<String> act(Act act, String projectId, Random random) {
        try {
            return switch (act) {
                case KEY_STATE -> any(random, ourKeys()).map(k -> keyState(k, random));
                case TRUST_POLICY -> any(random, roles()).map(r -> trust(r, projectId, random));
                case ROLE_POLICY ->
                    any(random, roles())
                            .flatMap(r -> any(random, keys()).map(k -> rolePolicy(r, k, projectId, random)));
                case KEY_POLICY -> any(random, ourKeys()).map(k -> keyPolicy(k, random));
                case RECORD_REMOVED -> any(random, atlas.accessRoles(projectId)).map(r -> removeRecord(projectId, r));
                case RECORD_MADE ->
                    Optional.of(send("POST", "/cloudProviderAccess", projectId, VERSION, "{\"providerName\":\"AWS\"}"));
                case RECORD_TIED ->
                    any(random, atlas.accessRoles(projectId))
                            .flatMap(r -> any(random, roles()).map(role -> tie(projectId, r, role.arn())));
                case CONFIGURATION_DISABLED -> Optional.of(disable(projectId));
                case CONFIGURATION_CHANGED ->
                    any(random, atlas.accessRoles(projectId))
                            .flatMap(r -> any(random, keys()).map(k -> configure(projectId, r.roleId(), k)));
                case CLUSTER_PAUSED -> cluster(projectId, random, "{\"paused\":true}");
                case CLUSTER_RESUMED -> cluster(projectId, random, "{\"paused\":false}");
                case CLUSTER_DECRYPTED -> cluster(projectId, random, "{\"encryptionAtRestProvider\":\"NONE\"}");
                case CLUSTER_ENCRYPTED -> cluster(projectId, random, "{\"encryptionAtRestProvider\":\"AWS\"}");
                case CLUSTER_DELETED ->
                    any(random, atlas.clusters(projectId))
                            .map(c -> send("DELETE", "/clusters/" + c.name(), projectId, "2023-02-01", null));
            };
        } catch (ServiceException refused) {
            return Optional.empty();
        }
    }

    String removeRecord(String projectId, AccessRole record) {
        return send("DELETE", "/cloudProviderAccess/AWS/" + record.roleId(), projectId, VERSION, null);
    }

    /** The key that the project uses; empty without one. */
    public Optional<AwsKms> configured(String projectId) {
        return Optional.of(atlas.encryptionAtRest(projectId).awsKms()).filter(AwsKms::enabled);
    }

    public List<AccessRole> records(String projectId) {
        return atlas.accessRoles(projectId);
    }

    public List<Cluster> clusters(String projectId) {
        return atlas.clusters(projectId);
    }

    /** @return the request, in words; empty where it was refused */
    public Optional<String> tried(String method, String path, String projectId, String version, String body) {
        try {
            return Optional.of(send(method, path, projectId, version, body));
        } catch (ServiceException refused) {
            return Optional.empty();
        }
    }

    /** @return the policy of the project's organization, in words; empty where it was refused */
    public Optional<String> policy(String projectId, String name, List<String> bodies) {
        try {
            atlas.send(PolicyRequests.create(atlas.project(projectId).orgId(), new PolicyDraft(name, bodies)));
            return Optional.of("policy " + name + " " + bodies);
        } catch (ServiceException refused) {
            return Optional.empty();
        }
    }

    /** The ids of a cluster's backups. */
    public List<String> backups(String projectId, Cluster cluster) {
        return cluster.eligibleTier()
                ? atlas.backups(projectId, cluster).stream()
                        .map(b -> b.snapshot())
                        .toList()
                : List.of();
    }

    /** An outage is notified of only after it has lasted this long; Atlas tracks it until then. */
    public void delayOutageAlerts(String projectId, int minutes) {
        for (int page = 1; page <= 4; page++) {
            var found = atlas.send(new AtlasRequest(
                            "byAnotherClient",
                            "GET",
                            "/api/atlas/v2/groups/" + projectId + "/alertConfigs?itemsPerPage=1&pageNum=" + page,
                            VERSION,
                            Optional.empty()))
                    .summary();
            var id = ALERT_CONFIG.matcher(found);
            if (found.contains(OUTAGE) && id.find()) {
                send(
                        "PUT",
                        "/alertConfigs/" + id.group(1),
                        projectId,
                        VERSION,
                        "{\"enabled\":true,\"eventTypeName\":\"" + OUTAGE
                                + "\",\"notifications\":[{\"typeName\":\"GROUP\",\"intervalMin\":60,\"delayMin\":"
                                + minutes + ",\"emailEnabled\":true,\"roles\":[\"GROUP_OWNER\"]}]}");
            }
        }
    }

    /** Tries to configure a project with a key. */
    public Optional<String> configuring(String projectId, String roleId, KeyArn key) {
        try {
            return Optional.of(configure(projectId, roleId, key));
        } catch (ServiceException refused) {
            return Optional.empty();
        }
    }

    String tie(String projectId, AccessRole record, String roleArn) {
        return send(
                "PATCH",
                "/cloudProviderAccess/" + record.roleId(),
                projectId,
                VERSION,
                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"" + roleArn + "\"}");
    }

    void decryptAll(String projectId) {
        atlas.clusters(projectId).stream()
                .filter(Cluster::encrypted)
                .forEach(c -> send(
                        "PATCH",
                        "/clusters/" + c.name(),
                        projectId,
                        CLUSTERS,
                        "{\"encryptionAtRestProvider\":\"NONE\"}"));
    }

    /** What is refused, because it is in use, stays. */
    void quietly(Runnable act) {
        try {
            act.run();
        } catch (ServiceException refused) {
            assertThat(refused.problem().code()).isEqualTo("AWS_IAM_ROLE_IN_USE");
        }
    }

    String disable(String projectId) {
        return send("PATCH", "/encryptionAtRest", projectId, VERSION, "{\"awsKms\":{\"enabled\":false}}");
    }

    String configure(String projectId, String roleId, KeyArn key) {
        return send(
                "PATCH",
                "/encryptionAtRest",
                projectId,
                VERSION,
                "{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + roleId + "\",\"customerMasterKeyID\":\"" + key
                        + "\",\"region\":\"" + key.region().atlasName() + "\"}}");
    }

    private Optional<String> cluster(String projectId, Random random, String body) {
        return any(random, atlas.clusters(projectId))
                .map(Cluster::name)
                .map(name -> send("PATCH", "/clusters/" + name, projectId, CLUSTERS, body));
    }

    private String send(String method, String path, String projectId, String version, String body) {
        atlas.send(new AtlasRequest(
                "byAnotherClient",
                method,
                "/api/atlas/v2/groups/" + projectId + path,
                version,
                Optional.ofNullable(body)));
        return method + " " + path + (body == null ? "" : " " + body);
    }

    private String keyState(AwsCloud.KeyView key, Random random) {
        var state = any(random, List.of("Enabled", "Enabled", "Disabled", "PendingDeletion"))
                .orElseThrow();
        sandbox.keyState(key.arn(), state);
        return key.arn() + " is " + state;
    }

    private String trust(AwsCloud.RoleView role, String projectId, Random random) {
        var own = any(random, atlas.accessRoles(projectId))
                .map(AccessRole::externalId)
                .orElse(NOBODYS_EXTERNAL_ID);
        var how = random.nextInt(3);
        var policy = how == 0
                ? AtlasPolicies.trust(sandbox.aws().atlasAccountArn(), own).raw()
                : how == 1
                        ? AtlasPolicies.trust(sandbox.aws().atlasAccountArn(), NOBODYS_EXTERNAL_ID)
                                .raw()
                        : AtlasPolicies.trust(sandbox.aws().atlasAccountArn(), own)
                                .raw()
                                .replaceAll("(?s),\\s*\"Condition\" ?: ?\\{.*?}\\s*}", "");
        sandbox.aws().setTrustPolicy(role.arn(), policy, false);
        return role.arn() + " trusts "
                + List.of("this project", "another external id", "whoever Atlas acts for")
                        .get(how);
    }

    private String rolePolicy(AwsCloud.RoleView role, KeyArn key, String projectId, Random random) {
        var name = random.nextBoolean() ? "AtlasEncryptionAtRest-" + projectId : "atlas-encryption-at-rest";
        var how = random.nextInt(3);
        var allowed = AtlasPolicies.access(List.of(key.toString())).raw();
        sandbox.aws()
                .setRolePolicy(
                        role.arn(),
                        name,
                        how == 0 ? null : how == 1 ? allowed : allowed.replace("\"Allow\"", "\"Deny\""),
                        false);
        return role.arn() + " has " + List.of("nothing", "one key", "a denial").get(how) + " in " + name;
    }

    private String keyPolicy(AwsCloud.KeyView key, Random random) {
        var standard = AtlasPolicies.defaultKeyPolicy("aws", key.accountId()).raw();
        var how = random.nextInt(3);
        var role = any(random, roles())
                .map(AwsCloud.RoleView::arn)
                .orElse("arn:aws:iam::" + key.accountId() + ":role/nobody");
        sandbox.aws()
                .setKeyPolicy(
                        key.arn(),
                        switch (how) {
                            case 0 -> standard;
                            case 1 ->
                                standard.replaceFirst(
                                        "\\[",
                                        "[{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":"
                                            + "{\"aws:PrincipalArn\":\"" + role + "\"}}},");
                            default -> standard.replace(":root", ":user/operator");
                        });
        return key.arn()
                + List.of(" leaves all to IAM", " denies " + role, " allows the operator alone")
                        .get(how);
    }

    private List<AwsCloud.RoleView> roles() {
        return sandbox.aws().roles().stream()
                .filter(r -> r.accountId().equals(OURS))
                .toList();
    }

    private List<AwsCloud.KeyView> ourKeys() {
        return sandbox.aws().keys().stream()
                .filter(k -> k.accountId().equals(OURS))
                .toList();
    }

    private List<KeyArn> keys() {
        return sandbox.aws().keys().stream().map(k -> KeyArn.of(k.arn())).toList();
    }

    public static <T> Optional<T> any(Random random, List<T> some) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    @Override
    public void close() {
        atlas.close();
    }
}
