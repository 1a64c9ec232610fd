package dev.cmkconsole.preflight;

import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.Simulation;
import dev.cmkconsole.model.SnapshotKey;
import dev.cmkconsole.model.Text;
import dev.cmkconsole.policy.AtlasPolicies;
import dev.cmkconsole.policy.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Row 19: the role can still use every older key that some backup needs. */
final class OldKeys extends Check {
    OldKeys() {
        super(
                "old-keys",
                Group.ATLAS,
                List.of("listBackupSnapshots", "kms:GetKeyPolicy", "iam:SimulatePrincipalPolicy"),
                Needs.plus(Needs.GATE, Part.SNAPSHOTS, Part.OLD_KEYS));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        if (facts.roleArn().isEmpty() || facts.keyArn().isEmpty()) {
            return Optional.empty();
        }
        if (facts.known(Part.SNAPSHOTS).isEmpty()) {
            return unread(facts, Part.SNAPSHOTS);
        }
        var others = others(facts);
        if (others.isEmpty()) {
            return pass("none");
        }
        var looked = facts.known(Part.OLD_KEYS).orElse(List.of());
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

    /** Names of keys, as Atlas gives them, that are not the present one. */
    static List<String> others(AccessFacts facts) {
        var present = facts.keyArn().map(KeyArn::keyId).map(OldKeys::comparable).orElse("");
        return facts.known(Part.SNAPSHOTS).orElse(List.of()).stream()
                .map(SnapshotKey::masterKey)
                .distinct()
                .filter(name -> !comparable(name).equals(present))
                .toList();
    }

    /** Atlas has been seen to write multi-Region ids without their prefix. */
    private static String comparable(String id) {
        return id.substring(id.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replace("mrk-", "")
                .replace("-", "");
    }

    private static Truth usable(AccessFacts facts, OldKey old) {
        if (old.arn().isEmpty() || old.policy().value().isEmpty()) {
            return Truth.UNKNOWN;
        }
        var gate = KeyGate.ofOldKey(facts, old.arn().get(), old.policy());
        return AtlasPolicies.KEY_ACTIONS.stream()
                .map(action -> gate.together(action).allowed().and(simulated(old, gate, action)))
                .reduce(Truth.TRUE, Truth::and);
    }

    private static Truth simulated(OldKey old, KeyGate gate, String action) {
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
