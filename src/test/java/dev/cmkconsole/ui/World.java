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
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.OrganizationRules;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.service.ConnectionInfo;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.task.ScreenThread;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A small Atlas and AWS in memory behind the real service. It tests what screens show, not how the services behave. */
public final class World {
    public static final Instant NOW = Instant.parse("2027-05-12T14:02:11Z");
    public static final AwsRegion REGION = new AwsRegion("us-east-1");
    public static final KeyArn KEY = new KeyArn("aws", REGION, "111122223333", "0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c");
    public static final String ROLE = "arn:aws:iam::111122223333:role/atlas-payments-cmk";

    public final Map<String, Project> projects = new LinkedHashMap<>();
    public final Map<String, EncryptionAtRest> encryption = new ConcurrentHashMap<>();
    public final Map<String, List<Cluster>> clusters = new ConcurrentHashMap<>();
    public final Map<String, List<AccessRole>> roles = new ConcurrentHashMap<>();
    public final Map<String, List<Alert>> alerts = new ConcurrentHashMap<>();
    public final Map<String, Problem> unreadable = new ConcurrentHashMap<>();
    public final Map<String, ProjectSnapshot> cache = new ConcurrentHashMap<>();
    public final List<String> observed = java.util.Collections.synchronizedList(new ArrayList<>());
    public final MemoryJournal journal;
    public volatile Optional<Problem> unreachable = Optional.empty();
    public volatile String caller = "arn:aws:iam::111122223333:user/dana";

    private final Clock clock;

    public World(Clock clock) {
        this.clock = clock;
        this.journal = new MemoryJournal(clock);
    }

    /** One project of each kind. */
    public static World ofAllKinds(Clock clock) {
        var world = new World(clock);
        String payments = world.project("payments-prod");
        world.encrypted(payments, true);
        world.clusters.put(
                payments,
                List.of(
                        world.cluster("ledger", true),
                        world.cluster("cards", true),
                        world.cluster("risk", true),
                        world.cluster("reports", true)));
        String legacy = world.project("ledger-legacy");
        world.encryption.put(
                legacy,
                new EncryptionAtRest(
                        new AwsKms(
                                true,
                                Optional.empty(),
                                Optional.of(KEY.keyId()),
                                Optional.of(new AwsRegion("eu-west-1")),
                                Optional.of("AKIAIOSFODNN7EXAMPLE"),
                                false,
                                true),
                        Set.of(),
                        false));
        world.clusters.put(
                legacy,
                List.of(world.cluster("main", true), world.cluster("archive", true), world.cluster("copy", false)));
        String fresh = world.project("analytics-dev");
        world.clusters.put(fresh, List.of(world.cluster("events", false), world.cluster("sessions", false)));
        String begun = world.project("claims-staging");
        world.roles.put(
                begun,
                List.of(new AccessRole(
                        "0123456789abcdef01234567",
                        "arn:aws:iam::536727724300:root",
                        "ext-1",
                        Optional.empty(),
                        NOW,
                        Optional.empty(),
                        List.of())));
        String broken = world.project("archive");
        world.encrypted(broken, false);
        world.clusters.put(broken, List.of(world.cluster("cold", true)));
        world.alerts.put(broken, List.of(new Alert("a1", "AWS_ENCRYPTION_KEY_INVALID", "OPEN", NOW.minusSeconds(900))));
        String partial = world.project("identity-prod");
        world.encrypted(partial, true);
        world.clusters.put(partial, List.of(world.cluster("users", true), world.cluster("audit", false)));
        String closed = world.project("restricted");
        world.unreadable.put(
                closed,
                new Problem.Refused(
                        Problem.Origin.ATLAS,
                        "getProject",
                        new Problem.ServiceError(
                                403,
                                "USER_UNAUTHORIZED",
                                "Current user is not authorized to perform this action.",
                                List.of()),
                        Optional.empty(),
                        NOW));
        return world;
    }

    /** A run of the past days, with a refused attempt and its later success. */
    public void pastRun(String projectName, String runId, Instant at) {
        journal.record(draft(projectName, runId, EntryKind.RUN_STARTED, "", 0, Optional.empty()), at);
        journal.record(
                draft(projectName, runId, EntryKind.INTENT, "authorize-role", 1, Optional.empty()), at.plusSeconds(1));
        journal.record(
                draft(
                        projectName,
                        runId,
                        EntryKind.OUTCOME,
                        "authorize-role",
                        1,
                        Optional.of(JournalDraft.Outcome.REFUSED)),
                at.plusSeconds(2));
        journal.record(
                draft(projectName, runId, EntryKind.INTENT, "authorize-role", 2, Optional.empty()), at.plusSeconds(12));
        journal.record(
                draft(
                        projectName,
                        runId,
                        EntryKind.OUTCOME,
                        "authorize-role",
                        2,
                        Optional.of(JournalDraft.Outcome.DONE)),
                at.plusSeconds(13));
        journal.record(
                draft(projectName, runId, EntryKind.RUN_ENDED, "", 0, Optional.of(JournalDraft.Outcome.DONE)),
                at.plusSeconds(14));
    }

    private JournalDraft draft(
            String projectName,
            String runId,
            EntryKind kind,
            String step,
            int attempt,
            Optional<JournalDraft.Outcome> outcome) {
        boolean refused = outcome.filter(o -> o == JournalDraft.Outcome.REFUSED).isPresent();
        var origin = new RunOrigin(
                runId, "enable", "Atlas hqzrmdvk, AWS " + caller, "practice", id(projectName), projectName);
        var attempted = step.isEmpty()
                ? StepAttempt.wholeRun("Run")
                : StepAttempt.of(step, attempt, "Authorize the role in Atlas", Reversibility.UNDO);
        var asked = new ChangeRequest(
                Optional.of(ROLE),
                Optional.of("PATCH /api/atlas/v2/groups/" + id(projectName)
                        + "/cloudProviderAccess/5f3b00000000000000000001\n{\n  \"providerName\" : \"AWS\",\n"
                        + "  \"iamAssumedRoleArn\" : \"" + ROLE + "\"\n}"),
                Optional.empty());
        var result = new RecordedResult(
                outcome,
                kind == EntryKind.OUTCOME ? Optional.of(refused ? 400 : 200) : Optional.empty(),
                refused ? Optional.of("The account cannot be assumed yet.") : Optional.empty(),
                refused ? Optional.of("CANNOT_ASSUME_ROLE") : Optional.empty(),
                Optional.empty());
        var draft = JournalDraft.of(kind, origin, attempted).withResult(result);
        return kind == EntryKind.INTENT ? draft.withChange(asked) : draft;
    }

    public String project(String name) {
        String id = "%024x".formatted(0x5f2a0000L + projects.size() + 1);
        projects.put(id, new Project(id, name, "5f0000000000000000000001", 2, NOW.minusSeconds(86400 * 400L)));
        return id;
    }

    public String id(String name) {
        return projects.values().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    public void encrypted(String id, boolean valid) {
        String roleId = "5f3b%020x".formatted(id.hashCode() & 0xffff);
        roles.put(
                id,
                List.of(new AccessRole(
                        roleId,
                        "arn:aws:iam::536727724300:root",
                        "2f1b9d0e-7f37-4e43-b7b7-04f0c3d1a111",
                        Optional.of(ROLE),
                        NOW,
                        Optional.of(NOW),
                        List.of(AccessRole.FeatureUsage.ENCRYPTION))));
        encryption.put(
                id,
                new EncryptionAtRest(
                        new AwsKms(
                                true,
                                Optional.of(roleId),
                                Optional.of(KEY.toString()),
                                Optional.of(REGION),
                                Optional.empty(),
                                false,
                                valid),
                        Set.of(),
                        false));
    }

    public Cluster cluster(String name, boolean encrypted) {
        return new Cluster(
                "c-" + name,
                name,
                Cluster.TierKind.DEDICATED,
                new ClusterShape("REPLICASET", "M30", List.of("AWS"), List.of("US_EAST_1"), 1, 40, "8.0"),
                new ClusterStatus("IDLE", false),
                new ClusterBackup(true, false),
                encrypted ? EncryptionProvider.AWS : EncryptionProvider.NONE);
    }

    public EncryptionService service() {
        return service(true);
    }

    public EncryptionService service(boolean practice) {
        var ports = new EncryptionService.Ports(
                new Atlas(), new WorldAws(this), journal, new Cache(), journal, journal, text -> text.key());
        return new EncryptionService(
                ScreenThread.keptFree(ports),
                Procedures.types(),
                new ConnectionInfo(practice, practice ? "practice" : "https://cloud.mongodb.com"),
                new WaitSettings(Duration.ofMillis(1), 3, Duration.ofMillis(1)),
                clock);
    }

    private void reach() {
        unreachable.ifPresent(p -> {
            throw new ServiceException(p);
        });
    }

    private final class Atlas implements AtlasGateway {
        @Override
        public SignedIn whoAmI() {
            reach();
            return new SignedIn(
                    SignedIn.CredentialKind.API_KEY, "hqzrmdvk", Optional.of(projects.keySet()), Set.of("ORG_MEMBER"));
        }

        @Override
        public List<Organization> organizations() {
            reach();
            return List.of(new Organization("5f0000000000000000000001", "Meridian Payments"));
        }

        @Override
        public List<Project> projects() {
            reach();
            return List.copyOf(projects.values());
        }

        @Override
        public Project project(String id) {
            reach();
            observed.add(id);
            if (unreadable.containsKey(id)) {
                throw new ServiceException(unreadable.get(id));
            }
            return projects.get(id);
        }

        @Override
        public boolean isProjectOwner(String id) {
            return true;
        }

        @Override
        public List<AccessRole> accessRoles(String id) {
            return roles.getOrDefault(id, List.of());
        }

        @Override
        public EncryptionAtRest encryptionAtRest(String id) {
            return encryption.getOrDefault(id, new EncryptionAtRest(AwsKms.OFF, Set.of(), false));
        }

        @Override
        public List<Cluster> clusters(String id) {
            return clusters.getOrDefault(id, List.of());
        }

        @Override
        public List<Cluster> flexClusters(String id) {
            return List.of();
        }

        @Override
        public List<Alert> openAlerts(String id) {
            return alerts.getOrDefault(id, List.of());
        }

        @Override
        public List<AlertConfiguration> alertConfigurations(String id) {
            return List.of();
        }

        @Override
        public Optional<RotationReminder> rotationReminder(String id) {
            return Optional.empty();
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
            return List.of();
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
            throw new UnsupportedOperationException("the world of the screens does not change");
        }

        @Override
        public void close() {}
    }

    private final class Cache implements SnapshotCache {
        @Override
        public void save(ProjectSnapshot snapshot) {
            cache.put(snapshot.project().id(), snapshot);
        }

        @Override
        public Optional<ProjectSnapshot> load(String id) {
            return Optional.ofNullable(cache.get(id));
        }

        @Override
        public List<ProjectSnapshot> loadAll() {
            return List.copyOf(cache.values());
        }

        @Override
        public void retain(Set<String> ids) {
            cache.keySet().retainAll(ids);
        }
    }
}
