package dev.cmkconsole.ui;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterAddresses;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Organization;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.backup.BackupSchedule;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.OrganizationRules;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.service.ConnectionInfo;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.task.ScreenThread;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One project and one AWS account in memory that the real service can change, for view models that carry out plans. */
public final class TestCloud {
    public static final String PROJECT = "5f2a00000000000000000001";
    public static final String ACCOUNT = "111122223333";
    public static final AwsRegion REGION = new AwsRegion("us-east-1");
    public static final KeyArn KEY = new KeyArn("aws", REGION, ACCOUNT, "0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");
    public static final KeyArn DISABLED = new KeyArn("aws", REGION, ACCOUNT, "1d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");
    public static final KeyArn ASYMMETRIC = new KeyArn("aws", REGION, ACCOUNT, "2d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");
    public static final KeyArn OF_AWS = new KeyArn("aws", REGION, ACCOUNT, "3d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");
    public static final KeyArn GOING = new KeyArn("aws", REGION, ACCOUNT, "4d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");

    /** The one key that can be made here. */
    public static final KeyArn MADE = new KeyArn("aws", REGION, ACCOUNT, "5d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");

    public static final KeyRotation EVERY_YEAR =
            new KeyRotation(true, Optional.of(365), Optional.empty(), Optional.empty());

    public final List<AccessRole> records = new ArrayList<>();
    public final Map<String, Cluster> clusters = new LinkedHashMap<>();
    public final Map<String, IamRole> iam = new HashMap<>();
    public final Map<KeyArn, CustomerKey> keys = new LinkedHashMap<>();
    public final List<Map<String, String>> made = new ArrayList<>();
    public final List<KeyRotation.Past> rotations = new ArrayList<>();
    public Optional<RotationReminder> reminder = Optional.empty();
    public List<AlertConfiguration> alertConfigurations = List.of();
    public List<Alert> openAlerts = List.of();
    public final List<KmsEndpoint> endpoints = new ArrayList<>();
    public final List<String> sent = new ArrayList<>();
    public final MemoryJournal journal;
    public AwsKms kms = AwsKms.OFF;
    /** How often Atlas still refuses to assume a role. */
    public int settling;
    /** Fails the next reading of the project. */
    public Optional<Problem> unreadable = Optional.empty();

    public Optional<Problem> noAws = Optional.empty();
    public Optional<Problem> ownerUnknown = Optional.empty();

    final Clock clock;

    public TestCloud(Clock clock) {
        this.clock = clock;
        this.journal = new MemoryJournal(clock);
        key(KEY, "alias/atlas-payments", "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Enabled");
        key(DISABLED, "alias/old", "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Disabled");
        key(ASYMMETRIC, "alias/signing", "CUSTOMER", "RSA_2048", "ENCRYPT_DECRYPT", "Enabled");
        key(OF_AWS, "alias/aws/ebs", "AWS", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Enabled");
        key(GOING, "alias/going", "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "PendingDeletion");
    }

    private void key(KeyArn arn, String alias, String manager, String spec, String usage, String state) {
        keys.put(
                arn,
                new CustomerKey(
                        arn,
                        "",
                        List.of(alias),
                        new KeyConfiguration(manager, spec, usage, "AWS_KMS", false),
                        new KeyLifecycle(KeyState.of(state), clock.instant(), Optional.empty(), Optional.empty()),
                        Optional.of(EVERY_YEAR),
                        Optional.empty()));
    }

    public void cluster(String name, Cluster.TierKind kind, String size, boolean paused, EncryptionProvider provider) {
        clusters.put(
                name,
                new Cluster(
                        "c-" + name,
                        name,
                        kind,
                        new ClusterShape("REPLICASET", size, List.of("AWS"), List.of("US_EAST_1"), 1, 40, "8.0"),
                        new ClusterStatus("IDLE", paused),
                        new ClusterBackup(true, false),
                        provider));
    }

    /** As after an enable run. */
    public void enabled() {
        records.add(new AccessRole(
                "%024x".formatted(7),
                "arn:aws:iam::536727724300:root",
                "ext-7",
                Optional.of("arn:aws:iam::" + ACCOUNT + ":role/ready"),
                clock.instant(),
                Optional.of(clock.instant()),
                List.of(AccessRole.FeatureUsage.ENCRYPTION)));
        iam.put(
                "ready",
                new IamRole(
                        new RoleArn("aws", ACCOUNT, "/", "ready"),
                        AtlasPolicies.trust("arn:aws:iam::536727724300:root", "ext-7")
                                .raw(),
                        Map.of(
                                "keys",
                                AtlasPolicies.access(List.of(KEY.toString())).raw()),
                        List.of(),
                        Optional.empty(),
                        clock.instant(),
                        Map.of()));
        kms = new AwsKms(
                true,
                Optional.of("%024x".formatted(7)),
                Optional.of(KEY.toString()),
                Optional.of(REGION),
                Optional.empty(),
                false,
                true);
    }

    public EncryptionService service() {
        var ports = new EncryptionService.Ports(
                new Atlas(), new TestCloudAws(this), journal, new NoCache(), journal, journal, text -> text.key());
        return new EncryptionService(
                ScreenThread.keptFree(ports),
                Procedures.types(),
                new ConnectionInfo(true, "practice"),
                new WaitSettings(Duration.ofMillis(1), 20, Duration.ofMillis(1)),
                clock);
    }

    public static Problem problem(Problem.Origin origin, String code) {
        return new Problem.Refused(
                origin, "test", new Problem.ServiceError(400, code, "", List.of()), Optional.empty(), World.NOW);
    }

    private static String member(String json, String name) {
        var m = java.util.regex.Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]*)")
                .matcher(json);
        return m.find() ? m.group(1) : "";
    }

    private final class Atlas implements AtlasGateway {
        @Override
        public SignedIn whoAmI() {
            return new SignedIn(SignedIn.CredentialKind.API_KEY, "hqzrmdvk", Optional.of(Set.of(PROJECT)), Set.of());
        }

        @Override
        public List<Organization> organizations() {
            return List.of();
        }

        @Override
        public List<Project> projects() {
            return List.of(project(PROJECT));
        }

        @Override
        public Project project(String id) {
            var fault = unreadable;
            unreadable = Optional.empty();
            fault.ifPresent(p -> {
                throw new ServiceException(p);
            });
            return new Project(PROJECT, "payments-prod", "5f0000000000000000000001", clusters.size(), clock.instant());
        }

        @Override
        public boolean isProjectOwner(String id) {
            ownerUnknown.ifPresent(p -> {
                throw new ServiceException(p);
            });
            return true;
        }

        @Override
        public List<AccessRole> accessRoles(String id) {
            return List.copyOf(records);
        }

        @Override
        public EncryptionAtRest encryptionAtRest(String id) {
            return new EncryptionAtRest(kms, Set.of(), false);
        }

        @Override
        public List<Cluster> clusters(String id) {
            var shown = List.copyOf(clusters.values());
            clusters.replaceAll((_, c) -> state(c, "IDLE", c.encryption()));
            return shown;
        }

        private static Cluster state(Cluster c, String state, EncryptionProvider provider) {
            return new Cluster(
                    c.id(), c.name(), c.kind(), c.shape(), new ClusterStatus(state, c.paused()), c.backup(), provider);
        }

        @Override
        public List<Cluster> flexClusters(String id) {
            return List.of();
        }

        @Override
        public List<Alert> openAlerts(String id) {
            return openAlerts;
        }

        @Override
        public List<AlertConfiguration> alertConfigurations(String id) {
            return alertConfigurations;
        }

        @Override
        public Optional<RotationReminder> rotationReminder(String id) {
            return reminder;
        }

        @Override
        public List<ClusterAddresses> clusterAddresses(String id) {
            return List.of();
        }

        @Override
        public AtlasAddresses atlasAddresses() {
            return new AtlasAddresses(List.of("203.0.113.10/32"), List.of());
        }

        @Override
        public List<SnapshotKey> snapshotKeys(String id, Cluster cluster) {
            return List.of();
        }

        @Override
        public List<Cluster> clustersWithKeptBackups(String id) {
            return clusters(id);
        }

        @Override
        public List<dev.cmkconsole.model.atlas.backup.KeyBackup> backups(String id, Cluster cluster) {
            return List.of();
        }

        @Override
        public BackupSchedule backupSchedule(String id, String cluster) {
            return new BackupSchedule(Optional.empty(), Optional.empty(), Optional.of(Duration.ZERO));
        }

        @Override
        public List<RestoreJob> restoreJobs(String id, String cluster) {
            return List.of();
        }

        @Override
        public Optional<CompliancePolicy> compliancePolicy(String id) {
            return Optional.empty();
        }

        @Override
        public List<String> documents(String id, dev.cmkconsole.model.configuration.ProjectPart part) {
            return List.of();
        }

        @Override
        public Optional<String> searchDeployment(String id, String cluster) {
            return Optional.empty();
        }

        @Override
        public List<KmsEndpoint> kmsEndpoints(String id) {
            return List.copyOf(endpoints);
        }

        @Override
        public List<OrganizationPolicy> organizationPolicies(String id) {
            return List.of();
        }

        @Override
        public OrganizationRules organizationRules() {
            return new NoOrganizationRules();
        }

        @Override
        public Optional<String> searchNodesState(String id, String cluster) {
            return Optional.empty();
        }

        @Override
        public List<dev.cmkconsole.model.atlas.ProjectEvent> events(
                String id, List<String> types, java.time.Instant since) {
            return List.of();
        }

        @Override
        public Answer send(AtlasRequest request) {
            sent.add(request.operation());
            String body = request.body().orElse("");
            String last = request.path().substring(request.path().lastIndexOf('/') + 1);
            switch (request.operation()) {
                case "createCloudProviderAccess" ->
                    records.add(new AccessRole(
                            "%024x".formatted(records.size() + 1),
                            "arn:aws:iam::536727724300:root",
                            "ext-" + (records.size() + 1),
                            Optional.empty(),
                            clock.instant(),
                            Optional.empty(),
                            List.of()));
                case "deauthorizeProviderAccessRole" ->
                    records.removeIf(r -> r.roleId().equals(last));
                case "authorizeProviderAccessRole" -> authorize(last, member(body, "iamAssumedRoleArn"));
                case "updateEncryptionAtRest" ->
                    kms = member(body, "enabled").equals("false")
                            ? AwsKms.OFF
                            : new AwsKms(
                                    true,
                                    Optional.of(member(body, "roleId")),
                                    Optional.of(member(body, "customerMasterKeyID")),
                                    Optional.of(AwsRegion.of(member(body, "region"))),
                                    Optional.empty(),
                                    false,
                                    true);
                case "updateCluster" ->
                    clusters.computeIfPresent(
                            last,
                            (_, c) -> state(
                                    c, "UPDATING", EncryptionProvider.of(member(body, "encryptionAtRestProvider"))));
                case "createCluster" ->
                    cluster(member(body, "name"), Cluster.TierKind.DEDICATED, "M10", false, EncryptionProvider.AWS);
                default -> throw new IllegalArgumentException(request.operation());
            }
            return new Answer(200, "", Optional.empty());
        }

        private void authorize(String roleId, String arn) {
            var role = iam.get(arn.substring(arn.lastIndexOf('/') + 1));
            var record = records.stream()
                    .filter(r -> r.roleId().equals(roleId))
                    .findFirst()
                    .orElseThrow();
            if (settling-- > 0 || role == null || !role.trustPolicy().contains(record.externalId())) {
                throw new ServiceException(problem(Problem.Origin.ATLAS, "CANNOT_ASSUME_ROLE"));
            }
            records.set(
                    records.indexOf(record),
                    new AccessRole(
                            roleId,
                            record.atlasAccountArn(),
                            record.externalId(),
                            Optional.of(arn),
                            record.created(),
                            Optional.of(clock.instant()),
                            List.of()));
        }

        @Override
        public void close() {}
    }

    private static final class NoCache implements SnapshotCache {
        @Override
        public void save(ProjectSnapshot snapshot) {}

        @Override
        public Optional<ProjectSnapshot> load(String id) {
            return Optional.empty();
        }

        @Override
        public List<ProjectSnapshot> loadAll() {
            return List.of();
        }

        @Override
        public void retain(Set<String> ids) {}
    }
}
