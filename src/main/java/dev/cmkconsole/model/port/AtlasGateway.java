package dev.cmkconsole.model.port;

import dev.cmkconsole.model.AccessRole;
import dev.cmkconsole.model.Alert;
import dev.cmkconsole.model.Answer;
import dev.cmkconsole.model.AtlasRequest;
import dev.cmkconsole.model.Cluster;
import dev.cmkconsole.model.ClusterAddresses;
import dev.cmkconsole.model.EncryptionAtRest;
import dev.cmkconsole.model.Organization;
import dev.cmkconsole.model.Project;
import dev.cmkconsole.model.RotationReminder;
import dev.cmkconsole.model.SignedIn;
import dev.cmkconsole.model.SnapshotKey;
import java.util.List;
import java.util.Optional;

/**
 * The Atlas Admin API as the program needs it. Reads may be repeated by the implementation; {@link #send} is sent once.
 * Every method blocks, has a time limit, and throws {@link dev.cmkconsole.model.ServiceException}.
 */
public interface AtlasGateway extends AutoCloseable {

    SignedIn whoAmI();

    List<Organization> organizations();

    /** Every project the caller sees. */
    List<Project> projects();

    Project project(String projectId);

    /** Whether the caller is Project Owner of the project, by the cheapest way that this kind of credential has. */
    boolean isProjectOwner(String projectId);

    List<AccessRole> accessRoles(String projectId);

    EncryptionAtRest encryptionAtRest(String projectId);

    /** Dedicated and shared clusters. */
    List<Cluster> clusters(String projectId);

    List<Cluster> flexClusters(String projectId);

    List<Alert> openAlerts(String projectId);

    /** The reminder to rotate the key, first one that is on; empty where the project has none. */
    Optional<RotationReminder> rotationReminder(String projectId);

    /** Addresses of the nodes of every dedicated cluster. */
    List<ClusterAddresses> clusterAddresses(String projectId);

    /** CIDR blocks from which Atlas itself calls AWS. */
    List<String> controlPlaneAddresses();

    /** Backups of a cluster that a customer's key encrypts. */
    List<SnapshotKey> snapshotKeys(String projectId, Cluster cluster);

    /** Sends one changing request, once. */
    Answer send(AtlasRequest request);

    @Override
    void close();
}
