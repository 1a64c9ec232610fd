package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code hidden-policies}: policies that the program cannot read. It never passes; the question no longer arises once
 * Atlas uses the key. That Atlas assumed the role answers half of it, because other policies decide on the key.
 */
public final class HiddenPolicies extends Check {
    public HiddenPolicies() {
        super(
                CheckId.HIDDEN_POLICIES,
                Group.ACCESS,
                List.of(),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.ALERTS, Evidence.REFUSAL, Evidence.ROLE, Evidence.CALLER));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.provedByAtlas()) {
            return Optional.empty();
        }
        var assumed = assumed(facts);
        if (assumed.isPresent()) {
            return cannotTell(text("assumed", assumed.get()), List.of(), advice("assumed.fix"));
        }
        return cannotTell(
                text("always"),
                List.of(),
                button(facts.record().isEmpty() ? Fix.Action.CREATE_ACCESS_ROLE : Fix.Action.AUTHORIZE_ROLE, "fix"));
    }

    /**
     * When Atlas assumed the role for the examined record, unless it could not do so later. A role that was made anew
     * under the same name since then is another principal.
     */
    private static Optional<Instant> assumed(AccessFacts facts) {
        return facts.record()
                .filter(r -> facts.roleArn().isPresent() && AccessFacts.arn(r).equals(facts.roleArn()))
                .filter(_ -> facts.refusal().isEmpty())
                .flatMap(AccessRole::authorized)
                .filter(at -> facts.role()
                        .map(IamRole::created)
                        .filter(created -> created.isAfter(at))
                        .isEmpty());
    }
}
