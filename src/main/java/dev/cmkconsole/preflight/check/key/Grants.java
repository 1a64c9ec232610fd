package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code grants}: whether the role depends on grants. A grant works, but whoever revokes it takes the key from Atlas
 * without changing a policy.
 */
public final class Grants extends Check {
    public Grants() {
        super(CheckId.GRANTS, Group.ACCESS, List.of("kms:ListGrants"), EvidenceSets.GATE);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var gate = KeyAccessEvaluation.of(facts);
        if (gate.isEmpty() || facts.keyMissing()) {
            return Optional.empty();
        }
        boolean needless = AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action -> gate.get().keySide(action, false).allowed().isTrue());
        if (needless) {
            return pass("needless");
        }
        var grants = facts.known(Evidence.GRANTS);
        if (grants.isEmpty()) {
            return unread(facts, Evidence.GRANTS);
        }
        var role = gate.get().role();
        var ours = grants.get().stream()
                .filter(g -> g.isTo(role) || g.mayBeTo(role))
                .toList();
        if (ours.isEmpty()) {
            return pass("none");
        }
        var lines = ours.stream()
                .map(g -> text(
                        "grant", g.id(), String.join(", ", new TreeSet<>(g.operations())), g.constrained() ? 1 : 0))
                .toList();
        boolean covers = AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action -> gate.get().granted(action).isTrue());
        boolean perhaps = AtlasPolicies.KEY_ACTIONS.stream()
                .allMatch(action -> gate.get().granted(action).isPossible());
        if (!covers && perhaps && ours.stream().anyMatch(g -> g.mayBeTo(role))) {
            return cannotTell(text("session"), lines, advice("session.fix"));
        }
        return pass(text(covers ? "covers" : "some"), lines);
    }
}
