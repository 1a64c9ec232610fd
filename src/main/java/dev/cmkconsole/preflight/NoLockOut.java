package dev.cmkconsole.preflight;

import dev.cmkconsole.model.AwsRequest;
import dev.cmkconsole.policy.PolicyDocument;
import java.util.List;
import java.util.Optional;

/**
 * Row 17: after the proposed change of the key policy, the operator and the account itself can still change it
 * again.
 */
final class NoLockOut extends Check {
    NoLockOut() {
        super("no-lock-out", Group.YOU, List.of("kms:GetKeyPolicy", "iam:SimulatePrincipalPolicy"), Proposals.needs());
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        var change = Proposals.of(facts).stream()
                .filter(c -> c.request() instanceof AwsRequest.PutKeyPolicy)
                .findFirst();
        if (change.isEmpty()) {
            return pass("nothing");
        }
        if (facts.caller().isEmpty()) {
            return unread(facts, Part.CALLER);
        }
        var key = ((AwsRequest.PutKeyPolicy) change.get().request()).key();
        var after = PolicyDocument.parse(change.get().after());
        var decision = Proposals.mayWrite(facts, key, after);
        var lines = Reasoning.of(List.of(decision, Proposals.rootMayWrite(facts, key, after)));
        return switch (KeyGate.Answer.of(decision).allowed()) {
            case TRUE -> pass(text("pass"), lines);
            case FALSE -> fail(text("fail"), lines, advice("fix"));
            case UNKNOWN -> cannotTell(text("open"), lines, advice("fix"));
        };
    }
}
