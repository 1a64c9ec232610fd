package dev.cmkconsole.model.port;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The Atlas Admin API as the program needs it. Reads may be repeated by the implementation; {@link #send} is sent once.
 * Every method blocks, has a time limit, and throws {@link dev.cmkconsole.model.outcome.ServiceException}.
 */
public interface AtlasGateway extends AutoCloseable {

    SignedIn whoAmI();

    List<Organization> organizations();

    /** Every project the caller sees. */
    List<Project> projects();

    Project project(String projectId);

    /** Whether the caller is Project Owner of the project. The call depends on the kind of credential. */
    boolean isProjectOwner(String projectId);

    List<AccessRole> accessRoles(String projectId);

    EncryptionAtRest encryptionAtRest(String projectId);

    /** Dedicated and shared clusters. */
    List<Cluster> clusters(String projectId);

    List<Cluster> flexClusters(String projectId);

    /** The alerts whose condition is present, those that Atlas only tracks too. */
    List<Alert> openAlerts(String projectId);

    /** The configurations of the alerts about the project's own key. */
    List<AlertConfiguration> alertConfigurations(String projectId);

    /** The reminder to rotate the key, one that is on before others; empty if the project has none. */
    Optional<RotationReminder> rotationReminder(String projectId);

    /** Addresses of the nodes of every dedicated cluster. */
    List<ClusterAddresses> clusterAddresses(String projectId);

    /** CIDR blocks from which Atlas itself calls AWS. */
    AtlasAddresses atlasAddresses();

    /** The backups of a cluster that a customer-managed key encrypts. */
    List<SnapshotKey> snapshotKeys(String projectId, Cluster cluster);

    /**
     * Dedicated and shared clusters, also deleted ones whose backups were kept. Atlas does not always mark those as
     * deleted.
     */
    List<Cluster> clustersWithKeptBackups(String projectId);

    /** Every backup of a cluster, also backups in progress and those from before it had shards. */
    List<KeyBackup> backups(String projectId, Cluster cluster);

    BackupSchedule backupSchedule(String projectId, String cluster);

    /** Restores of the cluster's snapshots, ended or not, as far back as Atlas lists them. */
    List<RestoreJob> restoreJobs(String projectId, String cluster);

    /** Empty if the project has none. */
    Optional<CompliancePolicy> compliancePolicy(String projectId);

    /** The private endpoints to AWS KMS. Atlas shows them to Project Owners only. */
    List<KmsEndpoint> kmsEndpoints(String projectId);

    /** The resource policies of an organization. */
    List<OrganizationPolicy> organizationPolicies(String organizationId);

    OrganizationRules organizationRules();

    /** Atlas' state of the cluster's dedicated search nodes; empty if it has none. */
    Optional<String> searchNodesState(String projectId, String cluster);

    /**
     * The project's activity feed, as far back as Atlas keeps it.
     *
     * @param types names of event types
     */
    List<ProjectEvent> events(String projectId, List<String> types, Instant since);

    /** The documents of a part of the project as JSON text, verbatim. */
    List<String> documents(String projectId, ProjectPart part);

    /** The cluster's search deployment as JSON text, verbatim; empty if it has none. */
    Optional<String> searchDeployment(String projectId, String cluster);

    /** Sends one changing request, once. */
    Answer send(AtlasRequest request);

    @Override
    void close();
}
