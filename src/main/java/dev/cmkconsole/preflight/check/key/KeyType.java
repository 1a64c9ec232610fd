package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/** {@code key-type}: the key is a symmetric encryption key that the customer manages. */
public final class KeyType extends Check {
    public KeyType() {
        super(CheckId.KEY_TYPE, Group.KEY, List.of("kms:DescribeKey"), EvidenceSets.KEY);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        return facts.key().flatMap(key -> {
            if (!key.configuration().customerManaged()) {
                return fail(text("awsManaged"), List.of(), create(key));
            }
            if (!key.configuration().symmetric() || !key.configuration().forEncryption()) {
                return fail(text("other", key.spec(), key.usage()), List.of(), create(key));
            }
            return pass("pass");
        });
    }

    private Fix create(CustomerKey key) {
        return command(
                "aws kms create-key --region " + key.arn().region()
                        + " --key-spec SYMMETRIC_DEFAULT --key-usage ENCRYPT_DECRYPT \\\n"
                        + "  --description 'MongoDB Atlas encryption at rest'",
                "fix");
    }
}
