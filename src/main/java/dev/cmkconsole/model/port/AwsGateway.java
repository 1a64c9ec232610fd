package dev.cmkconsole.model.port;

import dev.cmkconsole.model.Answer;
import dev.cmkconsole.model.AwsCaller;
import dev.cmkconsole.model.AwsRegion;
import dev.cmkconsole.model.AwsRequest;
import dev.cmkconsole.model.CustomerKey;
import dev.cmkconsole.model.IamRole;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.KeyReference;
import dev.cmkconsole.model.RoleArn;
import java.util.List;
import java.util.Optional;

/**
 * STS, IAM and KMS as the program needs them. Reads may be repeated by the implementation; {@link #send} is sent once.
 * Every method blocks, has a time limit, and throws {@link dev.cmkconsole.model.ServiceException}. Without credentials every method throws a
 * {@link dev.cmkconsole.model.Problem.Local} with code {@code NO_AWS_CREDENTIALS}.
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

    /** The key policy as JSON text, verbatim. Only readable from the key's own account. */
    String keyPolicy(KeyArn key);

    /**
     * Sends one changing request, once. For requests that carry a {@code before} document, the current one is read first and a difference ends in
     * a {@link dev.cmkconsole.model.Problem.Local} with code {@code CHANGED_MEANWHILE}; nothing is sent then.
     */
    Answer send(AwsRequest request);

    @Override
    void close();
}
