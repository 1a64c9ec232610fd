package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
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
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code old-keys}: every older key that a backup needs is usable, and the role may still use it. */
public final class OldKeysUsable extends Check {
    public OldKeysUsable() {
        super(
                CheckId.OLD_KEYS,
                Group.ATLAS,
                List.of(
                        "listBackupSnapshots",
                        "kms:DescribeKey",
                        "kms:ListKeyRotations",
                        "kms:GetKeyPolicy",
                        "iam:SimulatePrincipalPolicy"),
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
        var fixes = new ArrayList<Fix>();
        var worst = Truth.TRUE;
        for (var name : others) {
            var found = looked.stream().filter(k -> k.name().equals(name)).findFirst();
            var state = found.map(k -> OldKeyState.of(k, facts.at())).orElse(OldKeyState.UNREAD);
            var allowed = found.map(k -> usable(facts, k)).orElse(Truth.UNKNOWN);
            lines.add(text("key." + allowed, name));
            if (!state.usable().isTrue()) {
                lines.add(text("state." + state, name));
            }
            found.flatMap(k -> k.key().value()).flatMap(k -> fix(state, k)).ifPresent(fixes::add);
            worst = worst.and(allowed).and(state.usable());
        }
        var fix = fixes.isEmpty() ? advice("fix", facts.roleArn().get().name()) : fixes.getFirst();
        return switch (worst) {
            case TRUE -> pass(text("pass", others.size()), lines);
            case FALSE -> fail(text("fail", others.size()), lines, fix);
            case UNKNOWN -> cannotTell(text("open", others.size()), lines, fix);
        };
    }

    private Optional<Fix> fix(OldKeyState state, CustomerKey key) {
        var enable = "aws kms enable-key" + KeyUsable.at(key);
        return switch (state) {
            case DISABLED ->
                Optional.of(new Fix.Command(
                        text("disabled.fix", key.arn()), enable, Optional.of(new AwsRequest.EnableKey(key.arn()))));
            case PENDING_DELETION ->
                Optional.of(new Fix.Command(
                        text("pendingDeletion.fix", key.arn()),
                        "aws kms cancel-key-deletion" + KeyUsable.at(key) + " && \\\n" + enable,
                        Optional.of(new AwsRequest.CancelKeyDeletion(key.arn()))));
            case EXPIRED, PENDING_IMPORT ->
                Optional.of(new Fix.Command(
                        text("import.fix", key.arn()), ImportedMaterial.importAgain(key), Optional.empty()));
            case USABLE, UNAVAILABLE, CHANGING, GONE, NOT_FOUND, UNREAD -> Optional.empty();
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
