package dev.cmkconsole.preflight;

import dev.cmkconsole.model.AccessRole;
import dev.cmkconsole.model.AwsCaller;
import dev.cmkconsole.model.Cluster;
import dev.cmkconsole.model.ClusterAddresses;
import dev.cmkconsole.model.CustomerKey;
import dev.cmkconsole.model.EncryptionAtRest;
import dev.cmkconsole.model.IamRole;
import dev.cmkconsole.model.KeyGrant;
import dev.cmkconsole.model.KeyUse;
import dev.cmkconsole.model.ManagedPolicies;
import dev.cmkconsole.model.Project;
import dev.cmkconsole.model.RoleArn;
import dev.cmkconsole.model.Simulation;
import dev.cmkconsole.model.SnapshotKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that is observed for the checks; the constants are all there are.
 *
 * @param <T> what is known once it was read
 */
public final class Part<T> {
    public static final Part<Project> PROJECT = new Part<>("project");
    public static final Part<Boolean> OWNER = new Part<>("owner");
    public static final Part<List<AccessRole>> RECORDS = new Part<>("records");
    public static final Part<EncryptionAtRest> ENCRYPTION = new Part<>("encryption");
    public static final Part<List<Cluster>> CLUSTERS = new Part<>("clusters");
    public static final Part<List<ClusterAddresses>> NODES = new Part<>("nodes");
    public static final Part<List<String>> CONTROL_PLANE = new Part<>("control-plane");
    public static final Part<List<SnapshotKey>> SNAPSHOTS = new Part<>("snapshots");
    public static final Part<AwsCaller> CALLER = new Part<>("caller");
    /** A known empty optional means that the caller's account has no role of that name. */
    public static final Part<Optional<IamRole>> ROLE = new Part<>("role");

    public static final Part<ManagedPolicies> MANAGED = new Part<>("managed-policies");
    public static final Part<List<Simulation.Result>> SIMULATION = new Part<>("simulation");
    public static final Part<CustomerKey> KEY = new Part<>("key");
    public static final Part<String> KEY_POLICY = new Part<>("key-policy");
    public static final Part<List<KeyGrant>> GRANTS = new Part<>("grants");
    public static final Part<Map<String, String>> KEY_TAGS = new Part<>("key-tags");
    public static final Part<Optional<Instant>> MATERIAL = new Part<>("material");
    /** The caller's own role, where the caller is a session of one: the session's ARN has lost the path. */
    public static final Part<Optional<RoleArn>> OWN_ROLE = new Part<>("own-role");

    public static final Part<List<Simulation.Result>> OPERATOR = new Part<>("operator");
    /** Known when a dry run of Encrypt would have worked. */
    public static final Part<Boolean> DRY_RUN = new Part<>("dry-run");

    public static final Part<Optional<KeyUse>> LAST_USE = new Part<>("last-use");
    public static final Part<List<OldKey>> OLD_KEYS = new Part<>("old-keys");
    public static final Part<Optional<KeyUse>> OLD_ACCESS_KEY = new Part<>("old-access-key");

    private final String name;

    private Part(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
