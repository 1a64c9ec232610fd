package dev.cmkconsole.model.aws.replica;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;

/**
 * A multi-Region key as one region shows it. Each region has its own key policy and its own state.
 *
 * @param arn the ARN that the key has or would have in the region
 * @param key failed with {@code NotFoundException} where the region has no replica
 */
public record RegionalKey(KeyArn arn, Observed<CustomerKey> key, Observed<String> policy) {

    /** Whether KMS answered that the region has no replica. */
    public boolean missing() {
        return key.problem()
                .filter(p -> p.code().equals(AwsErrorCode.NOT_FOUND))
                .isPresent();
    }
}
