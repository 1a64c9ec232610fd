package dev.cmkconsole.preflight;

import dev.cmkconsole.model.AwsRequest;
import dev.cmkconsole.policy.Truth;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Row 16: whoever acts here may make the changes that the other checks propose. */
final class OperatorMayWrite extends Check {
    OperatorMayWrite() {
        super(
                "operator-may-write",
                Group.YOU,
                List.of("iam:SimulatePrincipalPolicy", "kms:GetKeyPolicy"),
                Proposals.needs());
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        var proposed = Proposals.of(facts);
        if (proposed.isEmpty()) {
            return pass("nothing");
        }
        if (facts.caller().isEmpty()) {
            return unread(facts, Part.CALLER);
        }
        var answers = new TreeMap<String, Truth>();
        proposed.forEach(change -> answers.put(change.request().operation(), may(facts, change)));
        var refused = answers.keySet().stream()
                .filter(o -> answers.get(o) == Truth.FALSE)
                .toList();
        if (!refused.isEmpty()) {
            return fail(text("fail", String.join(", ", refused)), List.of(), advice("fix", String.join(", ", refused)));
        }
        if (answers.containsValue(Truth.UNKNOWN)) {
            return facts.known(Part.OPERATOR).isEmpty()
                    ? unread(facts, Part.OPERATOR)
                    : cannotTell(
                            text("open", String.join(", ", answers.keySet())),
                            List.of(),
                            advice("fix", String.join(", ", answers.keySet())));
        }
        return pass("pass", String.join(", ", answers.keySet()));
    }

    private static Truth may(AccessFacts facts, Fix.PolicyChange change) {
        if (change.request() instanceof AwsRequest.PutKeyPolicy put) {
            return Documents.parse(change.before())
                    .map(now -> KeyGate.Answer.of(Proposals.mayWrite(facts, put.key(), now))
                            .allowed())
                    .orElse(Truth.UNKNOWN);
        }
        return Proposals.simulated(facts, change.request().operation());
    }
}
