package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/**
 * {@code full-key-arn}: a key in another account than the role is named by its full ARN. Atlas finds it by no other
 * name.
 */
public final class FullKeyArn extends Check {
    public FullKeyArn() {
        super(CheckId.FULL_KEY_ARN, Group.KEY, List.of("kms:DescribeKey", "getEncryptionAtRest"), EvidenceSets.KEY);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.roleArn().isEmpty()
                || facts.keyArn().isEmpty()
                || facts.keyReference().isEmpty()) {
            return Optional.empty();
        }
        var key = facts.keyArn().get();
        if (facts.keyReference().get() instanceof KeyReference.ById
                && !facts.roleArn().get().account().equals(key.account())) {
            return fail(
                    text("fail", facts.roleArn().get().account(), key.account()),
                    List.of(),
                    advice("fix", key.toString()));
        }
        return pass("pass");
    }
}
