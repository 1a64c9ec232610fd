package dev.cmkconsole.ui;

import dev.cmkconsole.model.AccessRole;
import dev.cmkconsole.model.Alert;
import dev.cmkconsole.model.Answer;
import dev.cmkconsole.model.AtlasRequest;
import dev.cmkconsole.model.AwsCaller;
import dev.cmkconsole.model.AwsRegion;
import dev.cmkconsole.model.AwsRequest;
import dev.cmkconsole.model.Cluster;
import dev.cmkconsole.model.ClusterAddresses;
import dev.cmkconsole.model.CustomerKey;
import dev.cmkconsole.model.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.EncryptionAtRest;
import dev.cmkconsole.model.EncryptionProvider;
import dev.cmkconsole.model.IamRole;
import dev.cmkconsole.model.JournalDraft;
import dev.cmkconsole.model.JournalEntry;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.KeyGrant;
import dev.cmkconsole.model.KeyReference;
import dev.cmkconsole.model.KeyRotation;
import dev.cmkconsole.model.KeyUse;
import dev.cmkconsole.model.ManagedPolicies;
import dev.cmkconsole.model.NewKey;
import dev.cmkconsole.model.Organization;
import dev.cmkconsole.model.Problem;
import dev.cmkconsole.model.Project;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.RoleArn;
import dev.cmkconsole.model.RotationReminder;
import dev.cmkconsole.model.ServiceException;
import dev.cmkconsole.model.SignedIn;
import dev.cmkconsole.model.Simulation;
import dev.cmkconsole.model.SnapshotKey;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.policy.AtlasPolicies;
import dev.cmkconsole.procedure.Pace;
import dev.cmkconsole.service.ConnectionInfo;
import dev.cmkconsole.service.EncryptionService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One project and one AWS account in memory that can be changed through the real service: for view models that carry plans out. */
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
    public static final KeyRotation EVERY_YEAR = new KeyRotation(true, Optional.of(365), Optional.empty(), Optional.empty());

    public final List<AccessRole> records = new ArrayList<>();
    public final Map<String, Cluster> clusters = new LinkedHashMap<>();
    public final Map<String, IamRole> iam = new HashMap<>();
    public final Map<KeyArn, CustomerKey> keys = new LinkedHashMap<>();
    public final List<Map<String, String>> made = new ArrayList<>();
    public final List<KeyRotation.Past> rotations = new ArrayList<>();
    public Optional<RotationReminder> reminder = Optional.empty();
    public final List<String> sent = new ArrayList<>();
    public final List<JournalEntry> journal = new ArrayList<>();
    public AwsKms kms = AwsKms.OFF;
    /** How often Atlas still refuses to assume a role. */
    public int settling;
    /** Fails the next reading of the project. */
    public Optional<Problem> unreadable = Optional.empty();
    public Optional<Problem> noAws = Optional.empty();
    public Optional<Problem> ownerUnknown = Optional.empty();

    private final Clock clock;

    public TestCloud(Clock clock) {
        this.clock = clock;
        key(KEY, "alias/atlas-payments", "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Enabled");
        key(DISABLED, "alias/old", "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Disabled");
        key(ASYMMETRIC, "alias/signing", "CUSTOMER", "RSA_2048", "ENCRYPT_DECRYPT", "Enabled");
        key(OF_AWS, "alias/aws/ebs", "AWS", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Enabled");
        key(GOING, "alias/going", "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "PendingDeletion");
    }

    private void key(KeyArn arn, String alias, String manager, String spec, String usage, String state) {
        keys.put(arn, new CustomerKey(arn, "", List.of(alias), manager, spec, usage, "AWS_KMS", state, false, clock.instant(), Optional.empty(), Optional.empty(),
                Optional.of(EVERY_YEAR)));
    }

    public void cluster(String name, Cluster.Kind kind, String size, boolean paused, EncryptionProvider provider) {
        clusters.put(name, new Cluster("c-" + name, name, kind, "REPLICASET", size, List.of("AWS"), List.of("US_EAST_1"), 1, 40, "IDLE", paused, true, false, provider, "8.0"));
    }

    private static CustomerKey changed(CustomerKey key, List<String> aliases, Optional<KeyRotation> rotation) {
        return new CustomerKey(key.arn(), key.description(), aliases, key.manager(), key.spec(), key.usage(), key.origin(), key.state(), key.multiRegion(), key.created(),
                key.deletionDate(), key.validTo(), rotation, key.replicas());
    }

    /** As after an enable run. */
    public void enabled() {
        records.add(new AccessRole("%024x".formatted(7), "arn:aws:iam::536727724300:root", "ext-7", Optional.of("arn:aws:iam::" + ACCOUNT + ":role/ready"), clock.instant(),
                Optional.of(clock.instant()), List.of("ENCRYPTION_AT_REST")));
        kms = new AwsKms(true, Optional.of("%024x".formatted(7)), Optional.of(KEY.toString()), Optional.of(REGION), Optional.empty(), false, true);
    }

    public EncryptionService service() {
        var ports = new EncryptionService.Ports(new Atlas(), new Aws(), new MemoryJournal(), new NoCache(), new NoIndex(), new NoHistory(), text -> text.key());
        return new EncryptionService(ports, new ConnectionInfo(true, "practice"), new Pace(Duration.ofMillis(1), 20, Duration.ofMillis(1)), clock);
    }

    public static Problem problem(Problem.Origin origin, String code) {
        return new Problem.Refused(origin, "test", 400, code, "", List.of(), Optional.empty(), World.NOW);
    }

    private static String member(String json, String name) {
        var m = java.util.regex.Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]*)").matcher(json);
        return m.find() ? m.group(1) : "";
    }

    private final class Atlas implements AtlasGateway {
        @Override
        public SignedIn whoAmI() {
            return new SignedIn(SignedIn.Kind.API_KEY, "hqzrmdvk", Optional.of(Set.of(PROJECT)), Set.of());
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
            return new Cluster(c.id(), c.name(), c.kind(), c.clusterType(), c.instanceSize(), c.clouds(), c.regions(), c.shards(), c.diskSizeGb(), state, c.paused(),
                    c.backupEnabled(), c.pitEnabled(), provider, c.mongoDbVersion());
        }

        @Override
        public List<Cluster> flexClusters(String id) {
            return List.of();
        }

        @Override
        public List<Alert> openAlerts(String id) {
            return List.of();
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
        public List<String> controlPlaneAddresses() {
            return List.of("203.0.113.10/32");
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
        public List<dev.cmkconsole.model.KeyBackup> backups(String id, Cluster cluster) {
            return List.of();
        }

        @Override
        public Optional<java.time.Duration> restoreWindow(String id, String cluster) {
            return Optional.empty();
        }

        @Override
        public List<dev.cmkconsole.model.ProjectEvent> events(String id, List<String> types, java.time.Instant since) {
            return List.of();
        }

        @Override
        public Answer send(AtlasRequest request) {
            sent.add(request.operation());
            String body = request.body().orElse("");
            String last = request.path().substring(request.path().lastIndexOf('/') + 1);
            switch (request.operation()) {
                case "createCloudProviderAccess" -> records.add(new AccessRole("%024x".formatted(records.size() + 1), "arn:aws:iam::536727724300:root",
                        "ext-" + (records.size() + 1), Optional.empty(), clock.instant(), Optional.empty(), List.of()));
                case "authorizeProviderAccessRole" -> authorize(last, member(body, "iamAssumedRoleArn"));
                case "updateEncryptionAtRest" -> kms = new AwsKms(true, Optional.of(member(body, "roleId")), Optional.of(member(body, "customerMasterKeyID")),
                        Optional.of(AwsRegion.of(member(body, "region"))), Optional.empty(), false, true);
                case "updateCluster" -> clusters.computeIfPresent(last, (_, c) -> state(c, "UPDATING", EncryptionProvider.of(member(body, "encryptionAtRestProvider"))));
                case "createCluster" -> cluster(member(body, "name"), Cluster.Kind.DEDICATED, "M10", false, EncryptionProvider.AWS);
                default -> throw new IllegalArgumentException(request.operation());
            }
            return new Answer(200, "", Optional.empty());
        }

        private void authorize(String roleId, String arn) {
            var role = iam.get(arn.substring(arn.lastIndexOf('/') + 1));
            var record = records.stream().filter(r -> r.roleId().equals(roleId)).findFirst().orElseThrow();
            if (settling-- > 0 || role == null || !role.trustPolicy().contains(record.externalId())) {
                throw new ServiceException(problem(Problem.Origin.ATLAS, "CANNOT_ASSUME_ROLE"));
            }
            records.set(records.indexOf(record), new AccessRole(roleId, record.atlasAccountArn(), record.externalId(), Optional.of(arn), record.created(),
                    Optional.of(clock.instant()), List.of()));
        }

        @Override
        public void close() {}
    }

    private final class Aws implements AwsGateway {
        private void reach() {
            noAws.ifPresent(p -> {
                throw new ServiceException(p);
            });
        }

        @Override
        public AwsCaller caller() {
            reach();
            return new AwsCaller(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":user/dana", "AIDAEXAMPLE");
        }

        @Override
        public Optional<AwsRegion> defaultRegion() {
            return Optional.of(REGION);
        }

        @Override
        public Optional<IamRole> role(String name) {
            reach();
            return Optional.ofNullable(iam.get(name));
        }

        @Override
        public List<RoleArn> roles() {
            reach();
            return iam.values().stream().map(IamRole::arn).toList();
        }

        @Override
        public List<CustomerKey> keys(AwsRegion region) {
            reach();
            return keys.values().stream().filter(k -> k.arn().region().equals(region)).toList();
        }

        @Override
        public CustomerKey key(KeyReference reference, AwsRegion region) {
            reach();
            return keys.values().stream().filter(k -> switch (reference) {
                case KeyReference.ByArn(var arn) -> k.arn().equals(arn);
                case KeyReference.ById(var id) -> k.arn().region().equals(region) && k.arn().keyId().equals(id);
                case KeyReference.ByAlias(var alias) -> k.arn().region().equals(region) && k.aliases().contains(alias);
                case KeyReference.ByAliasArn(var _, var in, var _, var alias) -> k.arn().region().equals(in) && k.aliases().contains(alias);
            }).findFirst().orElseThrow(() -> new ServiceException(problem(Problem.Origin.AWS, "NotFoundException")));
        }

        @Override
        public CustomerKey madeKey(NewKey wish) {
            reach();
            return made.stream().filter(wish.token()::equals).findFirst().flatMap(_ -> keys.values().stream().filter(k -> k.arn().equals(MADE)).findFirst())
                    .orElseThrow(() -> new ServiceException(problem(Problem.Origin.AWS, "NotFoundException")));
        }

        @Override
        public List<KeyRotation.Past> rotations(KeyArn key) {
            reach();
            return List.copyOf(rotations);
        }

        @Override
        public String keyPolicy(KeyArn key) {
            reach();
            return AtlasPolicies.defaultKeyPolicy("aws", ACCOUNT).raw();
        }

        @Override
        public ManagedPolicies managedPolicies(String roleName) {
            return new ManagedPolicies(List.of(), Optional.empty());
        }

        @Override
        public List<Simulation.Result> simulate(Simulation question) {
            var role = question.principalArn().contains(":role/") ? Optional.ofNullable(iam.get(RoleArn.of(question.principalArn()).name())) : Optional.<IamRole>empty();
            boolean allowed = role.map(r -> r.inlinePolicies().values().stream().anyMatch(p -> p.contains(question.resourceArn()))).orElse(true);
            return question.actions().stream().map(action -> new Simulation.Result(action, allowed ? Simulation.Decision.ALLOWED : Simulation.Decision.IMPLICIT_DENY,
                    List.of(), List.of(), Optional.of(true), Optional.empty())).toList();
        }

        @Override
        public List<KeyGrant> grants(KeyArn key, String granteeArn) {
            return List.of();
        }

        @Override
        public Map<String, String> keyTags(KeyArn key) {
            return Map.of();
        }

        @Override
        public Optional<Instant> materialExpiry(KeyArn key) {
            return Optional.empty();
        }

        @Override
        public void tryEncrypt(KeyArn key) {}

        @Override
        public Optional<KeyUse> lastUse(KeyArn key) {
            return Optional.empty();
        }

        @Override
        public dev.cmkconsole.model.AccessKeyUse accessKeyUse(String accessKeyId) {
            return new dev.cmkconsole.model.AccessKeyUse("somebody", Optional.empty());
        }

        @Override
        public Optional<List<dev.cmkconsole.model.UserAccessKey>> accessKeys(String userName) {
            return Optional.empty();
        }

        @Override
        public Answer send(AwsRequest request) {
            reach();
            sent.add(request.operation());
            switch (request) {
                case AwsRequest.CreateRole c -> iam.put(c.roleName(), new IamRole(new RoleArn("aws", ACCOUNT, "/", c.roleName()), c.trustPolicy(), Map.of(), List.of(),
                        Optional.empty(), clock.instant(), c.tags()));
                case AwsRequest.UpdateTrustPolicy u -> iam.computeIfPresent(u.roleName(), (_, r) -> new IamRole(r.arn(), u.trustPolicy(), r.inlinePolicies(), List.of(),
                        Optional.empty(), r.created(), r.tags()));
                case AwsRequest.PutRolePolicy p -> iam.computeIfPresent(p.roleName(), (_, r) -> {
                    var inline = new HashMap<>(r.inlinePolicies());
                    inline.put(p.policyName(), p.document());
                    return new IamRole(r.arn(), r.trustPolicy(), inline, List.of(), Optional.empty(), r.created(), r.tags());
                });
                case AwsRequest.CreateKey c -> {
                    made.add(c.key().token());
                    keys.put(MADE, new CustomerKey(MADE, c.key().description(), List.of(), "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS_KMS", "Enabled", false,
                            clock.instant(), Optional.empty(), Optional.empty(), Optional.of(KeyRotation.OFF)));
                }
                case AwsRequest.CreateAlias c -> keys.computeIfPresent(c.key(), (_, k) -> changed(k, List.of(c.alias()), k.rotation()));
                case AwsRequest.EnableKeyRotation e -> keys.computeIfPresent(e.key(), (_, k) -> changed(k, k.aliases(),
                        Optional.of(new KeyRotation(true, Optional.of(e.periodDays()), Optional.empty(), Optional.empty()))));
                case AwsRequest.RotateKeyOnDemand _ -> rotations.add(new KeyRotation.Past(clock.instant(), true));
                case AwsRequest.PutKeyPolicy _ -> throw new IllegalStateException("the default key policy needs no statement");
                default -> throw new IllegalStateException("not in this cloud: " + request.operation());
            }
            return new Answer(200, "", Optional.of("req-" + sent.size()));
        }

        @Override
        public void close() {}
    }

    private final class MemoryJournal implements Journal {
        @Override
        public JournalEntry append(JournalDraft draft) {
            var entry = new JournalEntry(journal.size() + 1, clock.instant(), draft, "0".repeat(64), "%064x".formatted(journal.size() + 1));
            journal.add(entry);
            return entry;
        }

        @Override
        public List<JournalEntry> entries() {
            return List.copyOf(journal);
        }

        @Override
        public List<JournalEntry> openIntents(String projectId) {
            return List.of();
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

    private static final class NoIndex implements HistoryIndex {
        @Override
        public void add(JournalEntry entry) {}

        @Override
        public List<JournalEntry> find(Query query) {
            return List.of();
        }
    }

    private static final class NoHistory implements HistoryFile {
        @Override
        public Check verify() {
            return new Check(true, 0, Optional.empty(), List.of());
        }

        @Override
        public long export(Format format, Optional<String> projectId, Optional<String> runId, Path target) {
            return 0;
        }
    }
}
