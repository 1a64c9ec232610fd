package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code old-keys}: the role can still use every older key that a backup needs. */
public final class OldKeysUsable extends Check {
    public OldKeysUsable() {
        super(
                CheckId.OLD_KEYS,
                Group.ATLAS,
                List.of("listBackupSnapshots", "kms:GetKeyPolicy", "iam:SimulatePrincipalPolicy"),
                EvidenceSets.plus(EvidenceSets.GATE, Evidence.SNAPSHOTS, Evidence.OLD_KEYS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.roleArn().isEmpty() || facts.keyArn().isEmpty()) {
            return Optional.empty();
        }
        if (facts.known(Evidence.SNAPSHOTS).isEmpty()) {
            return unread(facts, Evidence.SNAPSHOTS);
        }
        var others = OldKey.names(facts);
        if (others.isEmpty()) {
            return pass("none");
        }
        var looked = facts.known(Evidence.OLD_KEYS).orElse(List.of());
        var lines = new ArrayList<Text>();
        var worst = Truth.TRUE;
        for (var name : others) {
            var usable = looked.stream()
                    .filter(k -> k.name().equals(name))
                    .findFirst()
                    .map(k -> usable(facts, k))
                    .orElse(Truth.UNKNOWN);
            lines.add(text("key." + usable, name));
            worst = worst.and(usable);
        }
        return switch (worst) {
            case TRUE -> pass(text("pass", others.size()), lines);
            case FALSE ->
                fail(
                        text("fail", others.size()),
                        lines,
                        advice("fix", facts.roleArn().get().name()));
            case UNKNOWN ->
                cannotTell(
                        text("open", others.size()),
                        lines,
                        advice("fix", facts.roleArn().get().name()));
        };
    }

    private static Truth usable(AccessFacts facts, OldKey old) {
        if (old.arn().isEmpty() || old.policy().value().isEmpty()) {
            return Truth.UNKNOWN;
        }
        var gate = KeyAccessEvaluation.ofOldKey(facts, old.arn().get(), old.policy());
        return AtlasPolicies.KEY_ACTIONS.stream()
                .map(action -> gate.together(action).allowed().and(simulated(old, gate, action)))
                .reduce(Truth.TRUE, Truth::and);
    }

    private static Truth simulated(OldKey old, KeyAccessEvaluation gate, String action) {
        if (gate.enoughByItself(action).isTrue()) {
            return Truth.TRUE;
        }
        return old.simulation()
                .value()
                .flatMap(all -> all.stream()
                        .filter(r -> r.action().equalsIgnoreCase(action))
                        .findFirst())
                .map(r -> Truth.of(r.decision() == Simulation.Decision.ALLOWED))
                .orElse(Truth.UNKNOWN);
    }
}
