package dev.cmkconsole.procedure;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.KeyRules;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.document.AtlasPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds snapshots. The default is a fresh project whose owner has AWS credentials and an enabled key. */
public final class Situation {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final Project PROJECT =
            new Project("64f0c0ffee0123456789abcd", "payments-prod", "64f0c0ffee0123456789ab00", 0, NOW);
    public static final String ACCOUNT = "111122223333";
    public static final AwsCaller CALLER =
            new AwsCaller(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":user/ops", "AIDAEXAMPLE");
    public static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    public static final KeyArn OTHER_KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/aaaaaaaa-12ab-34cd-56ef-1234567890ab");
    public static final String ROLE_NAME = "atlas-kms";
    public static final RoleArn ROLE = new RoleArn("aws", ACCOUNT, "/", ROLE_NAME);
    public static final String ATLAS_ACCOUNT = "arn:aws:iam::536727724300:root";
    public static final String DELEGATING =
            AtlasPolicies.defaultKeyPolicy("aws", ACCOUNT).raw();

    private final List<AccessRole> records = new ArrayList<>();
    private final List<Cluster> clusters = new ArrayList<>();
    private Observed<Boolean> owner = known(true);
    private AwsKms aws = AwsKms.OFF;
    private Observed<EncryptionAtRest> encryption;
    private Observed<List<AccessRole>> roles;
    private Observed<List<Alert>> alerts = known(List.of());
    private Observed<List<Cluster>> allClusters;
    private Observed<AwsCaller> caller = known(CALLER);
    private Observed<Optional<IamRole>> role = known(Optional.empty());
    private Observed<CustomerKey> key = known(customerKey(KEY));
    private Observed<String> keyPolicy = known(DELEGATING);
    private Observed<List<Finding>> checks = known(List.of());
    private Observed<List<OrganizationPolicy>> policies = known(List.of());
    private KeyRules keyRules = KeyRules.NOT_READ;

    /** Resource policies of the organization, each with one statement. */
    public Situation policies(String... statements) {
        policies = known(java.util.stream.Stream.of(statements)
                .map(s -> new OrganizationPolicy("id-" + s.hashCode(), "policy of " + s.hashCode(), List.of(s)))
                .toList());
        return this;
    }

    public Situation policies(Observed<List<OrganizationPolicy>> answer) {
        policies = answer;
        return this;
    }

    public Situation nonCompliant(List<NonCompliantResource> all) {
        keyRules = KeyRules.NOT_READ.withNonCompliant(known(all));
        return this;
    }

    public static <T> Observed<T> known(T value) {
        return new Observed.Known<>(value, NOW);
    }

    public static <T> Observed<T> failed(String code) {
        return new Observed.Failed<>(
                new Problem.Refused(
                        Problem.Origin.AWS,
                        "read",
                        new Problem.ServiceError(400, code, "no", List.of()),
                        Optional.empty(),
                        NOW),
                NOW);
    }

    public static <T> Observed<T> noCredentials() {
        return new Observed.Failed<>(new Problem.Local("read", "NO_AWS_CREDENTIALS", "none", NOW), NOW);
    }

    public static CustomerKey customerKey(KeyArn arn) {
        return key(arn, "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Enabled");
    }

    public static CustomerKey key(KeyArn arn, String manager, String spec, String usage, String state) {
        return new CustomerKey(
                arn,
                "",
                List.of(),
                new KeyConfiguration(manager, spec, usage, "AWS_KMS", arn.multiRegion()),
                new KeyLifecycle(KeyState.of(state), NOW, Optional.empty(), Optional.empty()),
                Optional.of(KeyRotation.OFF),
                Optional.empty());
    }

    public static AccessRole inProgress(String id) {
        return new AccessRole(id, ATLAS_ACCOUNT, externalId(id), Optional.empty(), NOW, Optional.empty(), List.of());
    }

    public static AccessRole authorized(String id, RoleArn arn, String... usages) {
        return new AccessRole(
                id,
                ATLAS_ACCOUNT,
                externalId(id),
                Optional.of(arn.toString()),
                NOW,
                Optional.of(NOW),
                java.util.stream.Stream.of(usages)
                        .map(type -> new AccessRole.FeatureUsage(type, Optional.empty()))
                        .toList());
    }

    public static String externalId(String recordId) {
        return "b63a96a9-5e21-4eee-9902-" + recordId.substring(0, 12);
    }

    public static IamRole iamRole(RoleArn arn, String trust, Map<String, String> inline) {
        return new IamRole(arn, trust, inline, List.of(), Optional.empty(), NOW, Map.of());
    }

    public static String trustOf(String recordId) {
        return AtlasPolicies.trust(ATLAS_ACCOUNT, externalId(recordId)).raw();
    }

    public static Map<String, String> access(KeyArn... keys) {
        var arns = java.util.stream.Stream.of(keys).map(KeyArn::toString).toList();
        return Map.of(
                "AtlasEncryptionAtRest-" + PROJECT.id(),
                AtlasPolicies.access(arns).raw());
    }

    public static AwsKms using(String recordId, KeyArn key, boolean valid) {
        return new AwsKms(
                true,
                Optional.of(recordId),
                Optional.of(key.toString()),
                Optional.of(key.region()),
                Optional.empty(),
                false,
                valid);
    }

    public static Cluster cluster(
            String name, Cluster.TierKind kind, String state, boolean paused, EncryptionProvider encryption) {
        return new Cluster(
                "64f0c0ffee0123456789ab11",
                name,
                kind,
                new ClusterShape(
                        "REPLICASET",
                        kind == Cluster.TierKind.DEDICATED ? "M10" : "M0",
                        List.of("AWS"),
                        List.of("US_EAST_1"),
                        1,
                        10,
                        "8.0"),
                new ClusterStatus(state, paused),
                new ClusterBackup(true, false),
                encryption);
    }

    /** An idle cluster with nodes in these regions. */
    public static Cluster spread(String name, EncryptionProvider encryption, String... regions) {
        return new Cluster(
                name,
                name,
                Cluster.TierKind.DEDICATED,
                new ClusterShape("REPLICASET", "M10", List.of("AWS"), List.of(regions), 1, 10, "8.0"),
                new ClusterStatus("IDLE", false),
                new ClusterBackup(true, false),
                encryption);
    }

    /** The same key where private networking is required. */
    public static AwsKms privately(String recordId, KeyArn key) {
        return new AwsKms(
                true,
                Optional.of(recordId),
                Optional.of(key.toString()),
                Optional.of(key.region()),
                Optional.empty(),
                true,
                true);
    }

    public static Cluster idle(String name, EncryptionProvider encryption) {
        return cluster(name, Cluster.TierKind.DEDICATED, "IDLE", false, encryption);
    }

    public Situation records(AccessRole... some) {
        records.addAll(List.of(some));
        return this;
    }

    public Situation rolesUnreadable() {
        roles = failed("INTERNAL");
        return this;
    }

    public Situation owner(Observed<Boolean> is) {
        owner = is;
        return this;
    }

    public Situation configuration(AwsKms now) {
        aws = now;
        return this;
    }

    public Situation encryption(Observed<EncryptionAtRest> answer) {
        encryption = answer;
        return this;
    }

    public Situation encryptionUnreadable() {
        encryption = failed("INTERNAL");
        return this;
    }

    public Situation clusters(Cluster... some) {
        clusters.addAll(List.of(some));
        return this;
    }

    public Situation clustersUnreadable() {
        allClusters = failed("INTERNAL");
        return this;
    }

    public Situation alert(String type) {
        alerts = known(List.of(new Alert("a1", type, "OPEN", NOW)));
        return this;
    }

    public Situation alertsUnreadable() {
        alerts = failed("TIMEOUT");
        return this;
    }

    public Situation caller(Observed<AwsCaller> who) {
        caller = who;
        return this;
    }

    public Situation iamRole(IamRole there) {
        role = known(Optional.of(there));
        return this;
    }

    public Situation role(Observed<Optional<IamRole>> seen) {
        role = seen;
        return this;
    }

    public Situation key(Observed<CustomerKey> seen) {
        key = seen;
        return this;
    }

    public Situation keyPolicy(Observed<String> seen) {
        keyPolicy = seen;
        return this;
    }

    public Situation withoutAws() {
        caller = noCredentials();
        role = noCredentials();
        key = noCredentials();
        keyPolicy = noCredentials();
        return this;
    }

    public Situation checks(Observed<List<Finding>> answers) {
        checks = answers;
        return this;
    }

    public Situation checks(Finding... answers) {
        return checks(known(List.of(answers)));
    }

    public ProjectSnapshot snapshot() {
        return new ProjectSnapshot(
                        PROJECT,
                        NOW,
                        new AtlasSide(
                                        owner,
                                        roles == null ? known(List.copyOf(records)) : roles,
                                        encryption == null
                                                ? known(new EncryptionAtRest(aws, Set.of(), false))
                                                : encryption,
                                        allClusters == null ? known(List.copyOf(clusters)) : allClusters,
                                        alerts)
                                .with(ProjectSetup.NOT_READ
                                        .withRules(policies, known(Optional.empty()))
                                        .withKeyRules(keyRules)),
                        new AwsSide(caller, role, key, keyPolicy),
                        PlanAnswers.NONE)
                .withChecks(checks);
    }
}
