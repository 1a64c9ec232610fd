package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
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
            var what = key.configuration();
            if (!what.manager().isEmpty() && !what.customerManaged()) {
                return fail(text("awsManaged"), List.of(), create(key));
            }
            if (!what.spec().isEmpty() && !what.symmetric()) {
                return fail(text("otherSpec", key.spec()), List.of(), create(key));
            }
            if (!what.usage().isEmpty() && !what.forEncryption()) {
                return fail(text("otherUsage", key.usage()), List.of(), create(key));
            }
            return what.complete()
                    ? pass("pass")
                    : cannotTell(
                            text("notTold", missing(what)), List.of(), button(Fix.Action.CHECK_AGAIN, "notTold.fix"));
        });
    }

    private static String missing(KeyConfiguration what) {
        var members = new ArrayList<String>();
        if (what.manager().isEmpty()) {
            members.add("KeyManager");
        }
        if (what.spec().isEmpty()) {
            members.add("KeySpec");
        }
        if (what.usage().isEmpty()) {
            members.add("KeyUsage");
        }
        return String.join(", ", members);
    }

    private Fix create(CustomerKey key) {
        return command(
                "aws kms create-key --region "
                        + AwsCommand.quote(key.arn().region().id())
                        + " --key-spec SYMMETRIC_DEFAULT --key-usage ENCRYPT_DECRYPT \\\n"
                        + "  --description 'MongoDB Atlas encryption at rest'",
                "fix");
    }
}
