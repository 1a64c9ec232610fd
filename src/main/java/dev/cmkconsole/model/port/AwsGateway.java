package dev.cmkconsole.model.port;

import dev.cmkconsole.model.aws.AccessKeyUse;
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
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.UserAccessKey;
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

    /** Region of the chosen profile or environment, where one is set. */
    Optional<AwsRegion> defaultRegion();

    /** Empty when there is no such role in the caller's account. */
    Optional<IamRole> role(String roleName);

    /** Roles of the caller's account, without AWS' service-linked ones. */
    List<RoleArn> roles();

    /** Customer and AWS managed keys of the caller's account in one region, with aliases. */
    List<CustomerKey> keys(AwsRegion region);

    /** @param region where to look; ignored for references that carry their region */
    CustomerKey key(KeyReference reference, AwsRegion region);

    /**
     * The key that was made as wished, found by its tags: the one its alias names, else one that has no alias yet.
     * Keys whose deletion is scheduled count only where the alias names them. Throws {@code NotFoundException} where
     * there is none, and {@link dev.cmkconsole.model.outcome.Problem.Local} with code {@code KEY_ALIAS_TAKEN} and the other
     * key's ARN as detail where the alias names another key.
     */
    CustomerKey madeKey(NewKey wish);

    /** Rotations of a key's material that are over, oldest first. Only readable from the key's own account. */
    List<KeyRotation.Past> rotations(KeyArn key);

    /** The key policy as JSON text, verbatim. Only readable from the key's own account. */
    String keyPolicy(KeyArn key);

    /**
     * Managed policies of a role with their documents, each readable or not for itself; none where there is no such
     * role.
     */
    ManagedPolicies managedPolicies(String roleName);

    /**
     * What IAM's simulator says of identity policies, boundary and service control policies. It knows no key
     * policies, grants or resource control policies.
     */
    List<Simulation.SimulatedAction> simulate(Simulation question);

    /** Grants of a key to one principal. */
    List<KeyGrant> grants(KeyArn key, String granteeArn);

    Map<String, String> keyTags(KeyArn key);

    /**
     * When material that was imported for the key, old material included, becomes unusable first; empty where none
     * expires.
     */
    Optional<Instant> materialExpiry(KeyArn key);

    /** Asks KMS whether the caller could encrypt, without doing it (DryRun). Throws what stands in the way. */
    void tryEncrypt(KeyArn key);

    /** The last successful use of a key; empty where AWS has recorded none. */
    Optional<KeyUse> lastUse(KeyArn key);

    /**
     * Whose an access key is, and its last use. IAM refuses the question for one that is gone in the words in which
     * it refuses the caller.
     */
    AccessKeyUse accessKeyUse(String accessKeyId);

    /** The last use of an IAM user's access key; empty where AWS has recorded none. */
    default Optional<KeyUse> accessKeyLastUse(String accessKeyId) {
        return accessKeyUse(accessKeyId).lastUse();
    }

    /** Access keys of an IAM user; empty when there is no such user in the caller's account. */
    Optional<List<UserAccessKey>> accessKeys(String userName);

    /**
     * Sends one changing request, once. For requests that carry a {@code before} document, the current one is read
     * first and a difference ends in a {@link dev.cmkconsole.model.outcome.Problem.Local} with code {@code
     * CHANGED_MEANWHILE}; nothing is sent then.
     */
    Answer send(AwsRequest request);

    @Override
    void close();
}
