package dev.cmkconsole.model.port;

import dev.cmkconsole.model.aws.AccessKeyUse;
import dev.cmkconsole.model.aws.AwsAddress;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.UserAccessKey;
import dev.cmkconsole.model.aws.iam.RoleLastUse;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.configuration.RoleSettings;
import dev.cmkconsole.model.outcome.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * STS, IAM and KMS as the program needs them. Reads may be repeated by the implementation; {@link #send} is sent once.
 * Every method blocks, has a time limit, and throws {@link dev.cmkconsole.model.outcome.ServiceException}. Without
 * credentials every method throws a {@link dev.cmkconsole.model.outcome.Problem.Local} with code {@code NO_AWS_CREDENTIALS}.
 */
public interface AwsGateway extends AutoCloseable {

    AwsCaller caller();

    /** The addresses that replace AWS' own, for display beside the identity. */
    default List<AwsAddress> addresses() {
        return List.of();
    }

    /** The region of the chosen profile or environment, if one is set. */
    Optional<AwsRegion> defaultRegion();

    /** Empty if the caller's account has no such role. */
    Optional<IamRole> role(String roleName);

    /** The role with all its settings; empty if the caller's account has no such role. */
    Optional<RoleSettings> roleSettings(String roleName);

    /** Roles of the caller's account, without AWS' service-linked ones. */
    List<RoleArn> roles();

    /** Whom the roles of the caller's account trust, without AWS' service-linked ones. */
    List<RoleTrust> roleTrusts();

    /** Who uses a role of the caller's account; empty if there is no such role. */
    Optional<RoleUse> roleUse(String roleName);

    /** The last use of a role of the caller's account; empty if IAM knows of none. It needs no other permission than the role. */
    Optional<RoleLastUse> roleLastUse(String roleName);

    /** Customer and AWS managed keys of the caller's account in one region, with aliases. */
    List<CustomerKey> keys(AwsRegion region);

    /** @param region where to look; ignored for references that carry their region */
    CustomerKey key(KeyReference reference, AwsRegion region);

    /**
     * Finds a created key by its tags: the key that the alias names, or else one without an alias. A key whose
     * deletion is scheduled counts only if the alias names it. Throws {@code NotFoundException} if there is none, and
     * {@link dev.cmkconsole.model.outcome.Problem.Local} with code {@code KEY_ALIAS_TAKEN} if the alias names another
     * key, whose ARN is the detail, even where a created key is left without an alias.
     */
    CustomerKey madeKey(NewKey wish);

    /**
     * The keys without an alias that this program created for a project, oldest first. Two consoles that create a key at
     * once leave one, and so does an interruption. Keys whose tags cannot be read are left out.
     */
    List<SpareKey> spareKeys(String projectId, AwsRegion region);

    /** Completed rotations of a key's material, oldest first. Only the key's own account can read them. */
    List<KeyRotation.Past> rotations(KeyArn key);

    /** Every material of the key, also material that was imported and never was current. */
    List<KeyRotation.Material> materials(KeyArn key);

    /** The key policy as JSON text, verbatim. Only the key's own account can read it. */
    String keyPolicy(KeyArn key);

    /**
     * The managed policies of a role, each with its document or why that is unreadable; none if the role does not
     * exist.
     */
    ManagedPolicies managedPolicies(String roleName);

    /**
     * The answer of IAM's simulator for identity policies, boundary and service control policies. It evaluates no key
     * policies, grants or resource control policies.
     */
    List<Simulation.SimulatedAction> simulate(Simulation question);

    /**
     * All grants of a key, to whatever principal: asked for one role only, KMS leaves out grants to its sessions. A key
     * with more grants than can be read is a problem.
     */
    List<KeyGrant> grants(KeyArn key);

    Map<String, String> keyTags(KeyArn key);

    /** When imported material of the key, old material included, first expires; empty if none expires. */
    Optional<Instant> materialExpiry(KeyArn key);

    /** Asks KMS whether the caller could encrypt, without encrypting (DryRun). Throws the reason if not. */
    void tryEncrypt(KeyArn key);

    /** The last successful use of a key; empty if AWS has recorded none. */
    Optional<KeyUse> lastUse(KeyArn key);

    /**
     * The user of an access key, and its last use. For a deleted access key IAM answers with the same error as for a
     * missing permission.
     */
    AccessKeyUse accessKeyUse(String accessKeyId);

    /** The last use of an IAM user's access key; empty if AWS has recorded none. */
    default Optional<KeyUse> accessKeyLastUse(String accessKeyId) {
        return accessKeyUse(accessKeyId).lastUse();
    }

    /** The access keys of an IAM user; empty if the caller's account has no such user. */
    Optional<List<UserAccessKey>> accessKeys(String userName);

    /**
     * Sends one changing request, once. If it has a {@code before} document, the present document is read first, and a
     * difference throws a {@link dev.cmkconsole.model.outcome.Problem.Local} with code {@code CHANGED_MEANWHILE}
     * before anything is sent.
     */
    Answer send(AwsRequest request);

    @Override
    void close();
}
