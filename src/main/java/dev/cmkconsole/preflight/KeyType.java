package dev.cmkconsole.preflight;

import dev.cmkconsole.model.CustomerKey;
import java.util.List;
import java.util.Optional;

/** Row 3: a symmetric key for encryption that the customer manages. */
final class KeyType extends Check {
    KeyType() {
        super("key-type", Group.KEY, List.of("kms:DescribeKey"), Needs.KEY);
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        return facts.key().flatMap(key -> {
            if (!key.manager().equals("CUSTOMER")) {
                return fail(text("awsManaged"), List.of(), create(key));
            }
            if (!key.spec().equals("SYMMETRIC_DEFAULT") || !key.usage().equals("ENCRYPT_DECRYPT")) {
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
