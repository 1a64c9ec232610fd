package dev.cmkconsole.preflight;

import java.util.List;
import java.util.Optional;

/**
 * Row 15: what nobody can read from here. It is never a pass; once Atlas itself uses the key it is no longer a
 * question.
 */
final class HiddenPolicies extends Check {
    HiddenPolicies() {
        super("hidden-policies", Group.ACCESS, List.of(), Needs.plus(Needs.KEY));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        if (facts.provedByAtlas()) {
            return Optional.empty();
        }
        return cannotTell(
                text("always"),
                List.of(),
                button(facts.record().isEmpty() ? Fix.Action.CREATE_ACCESS_ROLE : Fix.Action.AUTHORIZE_ROLE, "fix"));
    }
}
