package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterAddresses;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.iam.RoleLastUse;
import dev.cmkconsole.model.snapshot.KeySurvey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that is observed for the checks. There are no others than these constants.
 *
 * @param <T> the type of what was read
 */
@SuppressWarnings("UnusedTypeParameter") // it says what AccessFacts holds under the constant
public final class Evidence<T> {
    public static final Evidence<Project> PROJECT = new Evidence<>("project");
    public static final Evidence<Boolean> OWNER = new Evidence<>("owner");
    public static final Evidence<List<AccessRole>> RECORDS = new Evidence<>("records");
    /** A known empty optional means that this program has recorded no refusal that still stands. */
    public static final Evidence<Optional<AtlasRefusal>> REFUSAL = new Evidence<>("refusal");

    /** A known empty optional means that no other project answers for the examined role and key. */
    public static final Evidence<Optional<UsedElsewhere>> USED_ELSEWHERE = new Evidence<>("used-elsewhere");

    public static final Evidence<EncryptionAtRest> ENCRYPTION = new Evidence<>("encryption");
    public static final Evidence<List<Alert>> ALERTS = new Evidence<>("alerts");
    /** How the alerts about the project's own key are configured. */
    public static final Evidence<List<AlertConfiguration>> KEY_ALERTS = new Evidence<>("key-alerts");

    /** Private endpoints to AWS KMS; none where private networking is not required. */
    public static final Evidence<List<KmsEndpoint>> ENDPOINTS = new Evidence<>("endpoints");

    public static final Evidence<List<Cluster>> CLUSTERS = new Evidence<>("clusters");
    public static final Evidence<List<ClusterAddresses>> NODES = new Evidence<>("nodes");
    public static final Evidence<AtlasAddresses> CONTROL_PLANE = new Evidence<>("control-plane");
    /** What may need a key beside the project's settings; its lists of keys and of other projects are empty. */
    public static final Evidence<KeySurvey> SURVEY = new Evidence<>("survey");
    /** The backups of the survey that name a key. */
    public static final Evidence<List<SnapshotKey>> SNAPSHOTS = new Evidence<>("snapshots");

    public static final Evidence<AwsCaller> CALLER = new Evidence<>("caller");
    /** A known empty optional means that the caller's account has no role of that name. */
    public static final Evidence<Optional<IamRole>> ROLE = new Evidence<>("role");

    /** Read only while Atlas has authorized the role and does not use it. */
    public static final Evidence<Optional<RoleLastUse>> ROLE_USE = new Evidence<>("role-use");

    public static final Evidence<ManagedPolicies> MANAGED = new Evidence<>("managed-policies");
    public static final Evidence<List<Simulation.SimulatedAction>> SIMULATION = new Evidence<>("simulation");
    public static final Evidence<CustomerKey> KEY = new Evidence<>("key");
    public static final Evidence<String> KEY_POLICY = new Evidence<>("key-policy");
    public static final Evidence<List<KeyGrant>> GRANTS = new Evidence<>("grants");
    public static final Evidence<Map<String, String>> KEY_TAGS = new Evidence<>("key-tags");
    public static final Evidence<Optional<Instant>> MATERIAL = new Evidence<>("material");
    /**
     * The caller's own role, if the caller is a role session. The ARN of a session does not contain the role's path.
     */
    public static final Evidence<Optional<RoleArn>> OWN_ROLE = new Evidence<>("own-role");

    public static final Evidence<List<Simulation.SimulatedAction>> OPERATOR = new Evidence<>("operator");
    /** Known if a dry run of Encrypt succeeded. */
    public static final Evidence<Boolean> DRY_RUN = new Evidence<>("dry-run");

    public static final Evidence<Optional<KeyUse>> LAST_USE = new Evidence<>("last-use");
    /** The keys that this program made for the project, by their tags, and that have no alias. */
    public static final Evidence<List<SpareKey>> SPARE_KEYS = new Evidence<>("spare-keys");

    /** The examined key in the other regions whose nodes need it; read only where private networking is required. */
    public static final Evidence<Map<AwsRegion, Replica>> REPLICAS = new Evidence<>("replicas");

    /** What IAM shows of the access key that Atlas has; read only for a project on credentials. */
    public static final Evidence<AccessKeyFacts> ACCESS_KEY = new Evidence<>("access-key");

    public static final Evidence<List<OldKey>> OLD_KEYS = new Evidence<>("old-keys");
    public static final Evidence<Optional<KeyUse>> OLD_ACCESS_KEY = new Evidence<>("old-access-key");

    private final String name;

    private Evidence(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
