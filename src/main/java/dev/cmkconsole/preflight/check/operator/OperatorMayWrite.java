package dev.cmkconsole.preflight.check.operator;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.KeyWriters;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** {@code operator-may-write}: the caller may make the changes that the other checks propose. */
public final class OperatorMayWrite extends Check {
    public OperatorMayWrite() {
        super(
                CheckId.OPERATOR_MAY_WRITE,
                Group.YOU,
                List.of("iam:SimulatePrincipalPolicy", "kms:GetKeyPolicy"),
                Proposals.needs());
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var proposed = Proposals.of(facts);
        if (proposed.isEmpty()) {
            return Proposals.settled(facts) ? pass("nothing") : Optional.empty();
        }
        if (facts.caller().isEmpty()) {
            return unread(facts, Evidence.CALLER);
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
            return facts.known(Evidence.OPERATOR).isEmpty()
                    ? unread(facts, Evidence.OPERATOR)
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
                    .map(now -> KeyAccessEvaluation.ActionAnswer.of(KeyWriters.mayWrite(facts, put.key(), now))
                            .allowed())
                    .orElse(Truth.UNKNOWN);
        }
        return KeyWriters.simulated(facts, change.request().operation());
    }
}
