package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.Addresses;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code source-addresses}: a policy that limits addresses allows all of Atlas'. A missing address keeps a new or
 * restarted node from its key. Nobody but MongoDB knows all addresses, so a limit never passes.
 */
public final class SourceAddresses extends Check {
    private static final int MOST_SHOWN = 12;

    public SourceAddresses() {
        super(
                CheckId.SOURCE_ADDRESSES,
                Group.ACCESS,
                List.of("getGroupIpAddresses", "listControlPlaneAddresses", "kms:GetKeyPolicy"),
                EvidenceSets.GATE);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var found = KeyAccessEvaluation.of(facts);
        if (found.isEmpty()
                || facts.known(Evidence.KEY_POLICY).isEmpty() && facts.role().isEmpty()) {
            return Optional.empty();
        }
        var gate = found.get();
        if (!gate.asksForAddresses()) {
            return pass("none");
        }
        if (gate.allowsEveryAddress()) {
            return pass("noEffect");
        }
        var refused = new TreeSet<String>();
        var open = new TreeSet<String>();
        AtlasPolicies.KEY_ACTIONS.forEach(action -> {
            refused.addAll(gate.addresses(action, Truth.FALSE));
            open.addAll(gate.addresses(action, Truth.UNKNOWN));
        });
        var addresses = gate.addresses();
        if (!refused.isEmpty()) {
            if (addresses.hidden()) {
                return fail(text("hidden"), List.of(), advice("hidden.fix"));
            }
            var lines = refused.stream()
                    .limit(MOST_SHOWN)
                    .map(a -> text("refused", a, addresses.single().getOrDefault(a, "?")))
                    .toList();
            return fail(
                    text("fail", refused.size(), addresses.single().size()),
                    lines,
                    advice("fix", String.join(", ", refused)));
        }
        if (!open.isEmpty()) {
            return open(open, addresses);
        }
        if (addresses.hidden()) {
            return cannotTell(text("hiddenOpen"), List.of(), advice("validation.fix"));
        }
        if (!addresses.complete()) {
            var part = facts.known(Evidence.NODES).isEmpty() ? Evidence.NODES : Evidence.CONTROL_PLANE;
            return facts.known(part).isEmpty()
                    ? unread(facts, part)
                    : cannotTell(text("wide"), List.of(), advice("wide.fix"));
        }
        return cannotTell(text("validation", addresses.single().size()), List.of(), advice("validation.fix"));
    }

    private Optional<CheckVerdict> open(Set<String> open, Addresses addresses) {
        var lines = open.stream()
                .limit(MOST_SHOWN)
                .map(a -> text("openLine", a, addresses.single().getOrDefault(a, "?")))
                .toList();
        return cannotTell(
                text("open", open.size(), Math.max(1, addresses.single().size())), lines, advice("open.fix"));
    }
}
