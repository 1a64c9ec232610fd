package dev.cmkconsole.atlas;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterAddresses;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Organization;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.backup.BackupSchedule;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.OrganizationRules;
import dev.cmkconsole.secret.Redaction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The Atlas Admin API over HTTP. Each call names the API version that it was written for. Safe for several threads.
 */
public final class AtlasClient implements AtlasGateway {
    private static final String V2023 = "2023-01-01";
    private static final String CLUSTERS = "2024-08-05";
    private static final String CONTROL_PLANE = "2023-11-15";
    private static final String FLEX = "2024-11-13";
    private static final String SERVICE_ACCOUNTS = "2024-08-05";
    private static final String OWNER = "GROUP_OWNER";
    private static final Duration ROLES_STAY_GOOD_FOR = Duration.ofSeconds(15);
    private static final int LONGEST_SUMMARY = 4000;

    private record Remembered(SignedIn who, Instant at) {}

    private final AtlasCredential credential;
    private final AtlasProblems problems;
    private final AtlasCalls calls;
    private final BackupCalls backups;
    private final DocumentCalls documents;
    private final PolicyCalls rules;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Remembered remembered;

    /**
     * @param random spreads repeated reads over time
     * @param pause how to wait between them
     */
    public AtlasClient(
            AtlasAddress address,
            AtlasCredential credential,
            AtlasSettings settings,
            Clock clock,
            RandomGenerator random,
            Pause pause) {
        this.credential = credential;
        this.clock = clock;
        var redaction = switch (credential) {
            case AtlasCredential.ApiKey key -> Redaction.byPattern().and(key.privateKey());
            case AtlasCredential.ServiceAccount account -> Redaction.byPattern().and(account.clientSecret());
            case AtlasCredential.AccessToken given -> Redaction.byPattern().and(given.token());
        };
        this.problems = new AtlasProblems(clock, redaction);
        var transport = new AtlasTransport(address, settings, clock, redaction);
        var authorization = switch (credential) {
            case AtlasCredential.ApiKey key -> new DigestAuthorization(transport, key, settings, problems, clock);
            case AtlasCredential.ServiceAccount account ->
                new TokenAuthorization(transport, account, settings, problems, clock);
            case AtlasCredential.AccessToken given -> new FixedToken(given.token());
        };
        this.calls = new AtlasCalls(transport, authorization, settings, problems, clock, random, pause);
        this.backups = new BackupCalls(calls);
        this.documents = new DocumentCalls(calls);
        this.rules = new PolicyCalls(calls);
    }

    @Override
    public SignedIn whoAmI() {
        var who = calls.get("getSystemStatus", V2023, AtlasCalls.ROOT, this::signedIn);
        lock.lock();
        try {
            remembered = new Remembered(who, clock.instant());
        } finally {
            lock.unlock();
        }
        return who;
    }

    /** Atlas returns the roles of an API key only; for a token the member is null. An incomplete role is not known. */
    private SignedIn signedIn(Json json) throws Json.WrongShape {
        var key = json.at("apiKey");
        var kind = credential instanceof AtlasCredential.ApiKey
                ? SignedIn.CredentialKind.API_KEY
                : SignedIn.CredentialKind.SERVICE_ACCOUNT;
        if (!key.present()) {
            return new SignedIn(kind, credential.name(), Optional.empty(), Set.of());
        }
        var owned = new HashSet<String>();
        var organizationRoles = new HashSet<String>();
        var complete = key.at("roles").present();
        for (var role : key.at("roles").items()) {
            var name = role.at("roleName").text().orElse("");
            var project = role.at("groupId").text();
            if (role.at("orgId").present() && !name.isEmpty()) {
                organizationRoles.add(name);
            } else if (name.isEmpty() || (name.equals(OWNER) && project.isEmpty())) {
                complete = false;
            } else if (name.equals(OWNER)) {
                project.ifPresent(owned::add);
            }
        }
        return new SignedIn(
                kind,
                key.at("publicKey").text().orElse(credential.name()),
                complete ? Optional.of(owned) : Optional.empty(),
                organizationRoles);
    }

    @Override
    public List<Organization> organizations() {
        return calls.getAll("listOrgs", V2023, AtlasCalls.ROOT + "/orgs", AtlasAnswers::organization);
    }

    @Override
    public List<Project> projects() {
        return calls.getAll("listGroups", V2023, AtlasCalls.ROOT + "/groups", AtlasAnswers::project);
    }

    @Override
    public Project project(String projectId) {
        return calls.get("getGroup", V2023, group(projectId), AtlasAnswers::project);
    }

    @Override
    public boolean isProjectOwner(String projectId) {
        return switch (credential) {
            case AtlasCredential.ApiKey _ -> {
                var who = recently();
                var owned = who.ownedProjects().orElse(Set.of());
                // A role in the organization may or may not include the project: only a read that needs an owner shows
                // it.
                yield owned.contains(projectId)
                        || (who.ownedProjects().isEmpty()
                                        || who.organizationRoles().contains("ORG_OWNER"))
                                && mayReadAsOwner(projectId);
            }
            case AtlasCredential.ServiceAccount account ->
                hasOwnerRole(projectId, account.clientId()) || mayReadAsOwner(projectId);
            case AtlasCredential.AccessToken _ -> mayReadAsOwner(projectId);
        };
    }

    /** The caller's roles, read once for several projects. */
    private SignedIn recently() {
        Interrupts.lock(lock, "getSystemStatus", clock);
        try {
            if (remembered == null || remembered.at().plus(ROLES_STAY_GOOD_FOR).isBefore(clock.instant())) {
                return whoAmI();
            }
            return remembered.who();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasOwnerRole(String projectId, String clientId) {
        try {
            return calls.get(
                    "getGroupServiceAccount",
                    SERVICE_ACCOUNTS,
                    group(projectId) + "/serviceAccounts/" + segment(clientId),
                    json -> {
                        for (var role : json.at("roles").items()) {
                            if (role.text().filter(OWNER::equals).isPresent()) {
                                return true;
                            }
                        }
                        return false;
                    });
        } catch (ServiceException e) {
            if (e.problem() instanceof Problem.Refused) {
                return false;
            }
            throw e;
        }
    }

    /** Tries a read that Atlas allows to Project Owners only: the private endpoints for encryption at rest. */
    private boolean mayReadAsOwner(String projectId) {
        try {
            return calls.get(
                    "listRestPrivateEndpoints",
                    V2023,
                    group(projectId) + "/encryptionAtRest/AWS/privateEndpoints?itemsPerPage=1",
                    _ -> true);
        } catch (ServiceException e) {
            if (e.problem() instanceof Problem.Refused refused
                    && (refused.status() == 401 || refused.status() == 403)
                    && !Set.of("IP_ADDRESS_NOT_ON_ACCESS_LIST", "ORG_REQUIRES_ACCESS_LIST")
                            .contains(refused.code())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<AccessRole> accessRoles(String projectId) {
        return calls.get(
                "listCloudProviderAccess", V2023, group(projectId) + "/cloudProviderAccess", AtlasAnswers::accessRoles);
    }

    @Override
    public EncryptionAtRest encryptionAtRest(String projectId) {
        return calls.get(
                "getEncryptionAtRest", V2023, group(projectId) + "/encryptionAtRest", AtlasAnswers::encryptionAtRest);
    }

    @Override
    public List<Cluster> clusters(String projectId) {
        return calls.getAll("listClusters", CLUSTERS, group(projectId) + "/clusters", AtlasAnswers::cluster);
    }

    @Override
    public List<Cluster> flexClusters(String projectId) {
        return calls.getAll("listFlexClusters", FLEX, group(projectId) + "/flexClusters", AtlasAnswers::flexCluster);
    }

    @Override
    public List<Alert> openAlerts(String projectId) {
        var alerts = new LinkedHashMap<String, Alert>();
        // A tracked alert may be opened between the two answers; in this order it cannot be missed.
        for (var status : List.of("TRACKING", "OPEN")) {
            calls.getAll("listAlerts", V2023, group(projectId) + "/alerts?status=" + status, AlertAnswers::alert)
                    .forEach(alert -> alerts.put(alert.id(), alert));
        }
        return List.copyOf(alerts.values());
    }

    @Override
    public Optional<RotationReminder> rotationReminder(String projectId) {
        return AlertAnswers.reminder(alertConfigurations(projectId));
    }

    @Override
    public List<AlertConfiguration> alertConfigurations(String projectId) {
        return calls
                .getAll("listAlertConfigs", V2023, group(projectId) + "/alertConfigs", AlertAnswers::configuration)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<ClusterAddresses> clusterAddresses(String projectId) {
        return calls.get(
                "getGroupIpAddresses", V2023, group(projectId) + "/ipAddresses", NetworkAnswers::clusterAddresses);
    }

    @Override
    public AtlasAddresses atlasAddresses() {
        return calls.get(
                "listControlPlaneAddresses",
                CONTROL_PLANE,
                AtlasCalls.ROOT + "/unauth/controlPlaneIPAddresses",
                NetworkAnswers::atlasAddresses);
    }

    /** The backups of sharded clusters have a path of their own, without pages. */
    @Override
    public List<SnapshotKey> snapshotKeys(String projectId, Cluster cluster) {
        var backup = group(projectId) + "/clusters/" + segment(cluster.name()) + "/backup/snapshots";
        if (cluster.clusterType().equals("REPLICASET")) {
            return calls
                    .getAll(
                            "listBackupSnapshots",
                            V2023,
                            backup,
                            json -> NetworkAnswers.snapshotKey(json, cluster.name()))
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
        }
        return calls.get(
                "listClusterBackupSnapshots",
                V2023,
                backup + "/shardedClusters",
                json -> NetworkAnswers.snapshotKeys(json, cluster.name()));
    }

    @Override
    public List<Cluster> clustersWithKeptBackups(String projectId) {
        return calls.getAll(
                "listClusters",
                CLUSTERS,
                group(projectId) + "/clusters?includeDeletedWithRetainedBackups=true",
                AtlasAnswers::cluster);
    }

    @Override
    public List<KeyBackup> backups(String projectId, Cluster cluster) {
        return backups.backups(projectId, cluster);
    }

    @Override
    public BackupSchedule backupSchedule(String projectId, String cluster) {
        return backups.schedule(projectId, cluster);
    }

    @Override
    public List<RestoreJob> restoreJobs(String projectId, String cluster) {
        return backups.restoreJobs(projectId, cluster);
    }

    @Override
    public Optional<CompliancePolicy> compliancePolicy(String projectId) {
        return backups.compliancePolicy(projectId);
    }

    @Override
    public List<KmsEndpoint> kmsEndpoints(String projectId) {
        return calls.getAll(
                "listRestPrivateEndpoints",
                V2023,
                group(projectId) + "/encryptionAtRest/AWS/privateEndpoints",
                SetupAnswers::kmsEndpoint);
    }

    @Override
    public List<OrganizationPolicy> organizationPolicies(String organizationId) {
        return rules.policies(organizationId);
    }

    @Override
    public OrganizationRules organizationRules() {
        return rules;
    }

    @Override
    public Optional<String> searchNodesState(String projectId, String cluster) {
        return backups.searchNodesState(projectId, cluster);
    }

    @Override
    public List<ProjectEvent> events(String projectId, List<String> types, Instant since) {
        return backups.events(projectId, types, since);
    }

    @Override
    public List<String> documents(String projectId, ProjectPart part) {
        return documents.of(projectId, part);
    }

    @Override
    public Optional<String> searchDeployment(String projectId, String cluster) {
        return documents.searchDeployment(projectId, cluster);
    }

    @Override
    public Answer send(AtlasRequest request) {
        var reply =
                calls.send(request.operation(), request.version(), request.method(), request.path(), request.body());
        return new Answer(
                reply.status(),
                problems.shown(new String(reply.body(), StandardCharsets.UTF_8), LONGEST_SUMMARY),
                Optional.empty());
    }

    static String group(String projectId) {
        return AtlasCalls.ROOT + "/groups/" + segment(projectId);
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        calls.close();
    }
}
