package dev.cmkconsole.preflight.check.operator;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.KeyWriters;
import dev.cmkconsole.preflight.gate.Reasoning;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/** {@code no-lock-out}: after the proposed change, the operator and the account can still change the key policy. */
public final class NoLockOut extends Check {
    public NoLockOut() {
        super(
                CheckId.NO_LOCK_OUT,
                Group.YOU,
                List.of("kms:GetKeyPolicy", "iam:SimulatePrincipalPolicy"),
                Proposals.needs());
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var change = Proposals.of(facts).stream()
                .filter(c -> c.request() instanceof AwsRequest.PutKeyPolicy)
                .findFirst();
        if (change.isEmpty()) {
            return Proposals.settled(facts) ? pass("nothing") : Optional.empty();
        }
        if (facts.caller().isEmpty()) {
            return unread(facts, Evidence.CALLER);
        }
        var key = ((AwsRequest.PutKeyPolicy) change.get().request()).key();
        var after = PolicyDocument.parse(change.get().after());
        var decision = KeyWriters.mayWrite(facts, key, after);
        var lines = Reasoning.of(List.of(decision, KeyWriters.rootMayWrite(facts, key, after)));
        return switch (KeyAccessEvaluation.ActionAnswer.of(decision).allowed()) {
            case TRUE -> pass(text("pass"), lines);
            case FALSE -> fail(text("fail"), lines, advice("fix"));
            case UNKNOWN -> cannotTell(text("open"), lines, advice("fix"));
        };
    }
}
