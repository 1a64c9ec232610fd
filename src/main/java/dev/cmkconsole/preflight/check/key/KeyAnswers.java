package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code key-answers}: KMS accepts a dry run of Encrypt by the operator. This says nothing about Atlas' access. */
public final class KeyAnswers extends Check {
    private static final Set<String> BROKEN = Set.of(
            "DisabledException",
            AwsErrorCode.KMS_INVALID_STATE,
            "InvalidKeyUsageException",
            "KeyUnavailableException",
            AwsErrorCode.NOT_FOUND);

    public KeyAnswers() {
        super(
                CheckId.KEY_ANSWERS,
                Group.YOU,
                List.of("kms:Encrypt"),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.DRY_RUN, Evidence.ALERTS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.keyArn().isEmpty()) {
            return Optional.empty();
        }
        if (facts.known(Evidence.DRY_RUN).isPresent()) {
            return pass("pass");
        }
        var code = facts.whyNot(Evidence.DRY_RUN);
        if (BROKEN.contains(code)) {
            return fail(text("fail." + code, code), List.of(), advice("fix"));
        }
        if (facts.provedByAtlas()) {
            return Optional.empty();
        }
        return code.startsWith("AccessDenied")
                ? cannotTell(text("denied"), List.of(), advice("denied.fix"))
                : unread(facts, Evidence.DRY_RUN);
    }
}
