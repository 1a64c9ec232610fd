package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/**
 * {@code hidden-policies}: policies that the program cannot read. It never passes; the question no longer arises once
 * Atlas uses the key.
 */
public final class HiddenPolicies extends Check {
    public HiddenPolicies() {
        super(CheckId.HIDDEN_POLICIES, Group.ACCESS, List.of(), EvidenceSets.plus(EvidenceSets.KEY, Evidence.ALERTS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.provedByAtlas()) {
            return Optional.empty();
        }
        return cannotTell(
                text("always"),
                List.of(),
                button(facts.record().isEmpty() ? Fix.Action.CREATE_ACCESS_ROLE : Fix.Action.AUTHORIZE_ROLE, "fix"));
    }
}
