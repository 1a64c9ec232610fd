package dev.cmkconsole.preflight;

import dev.cmkconsole.policy.AtlasPolicies;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Row 14: grants to the role. They work, but anybody who may revoke one takes the key from Atlas without a policy
 * being touched.
 */
final class Grants extends Check {
    Grants() {
        super("grants", Group.ACCESS, List.of("kms:ListGrants"), Needs.GATE);
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        var gate = KeyGate.of(facts);
        if (gate.isEmpty() || facts.keyMissing()) {
            return Optional.empty();
        }
        boolean needless = AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action -> gate.get().keySide(action, false).allowed().isTrue());
        if (needless) {
            return pass("needless");
        }
        var grants = facts.known(Part.GRANTS);
        if (grants.isEmpty()) {
            return unread(facts, Part.GRANTS);
        }
        if (grants.get().isEmpty()) {
            return pass("none");
        }
        var lines = grants.get().stream()
                .map(g -> text(
                        "grant", g.id(), String.join(", ", new TreeSet<>(g.operations())), g.constrained() ? 1 : 0))
                .toList();
        boolean covers = AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action -> gate.get().granted(action).isTrue());
        return pass(text(covers ? "covers" : "some"), lines);
    }
}
