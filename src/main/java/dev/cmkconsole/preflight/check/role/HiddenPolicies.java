package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Text;
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
 * {@code hidden-policies}: policies that the program cannot read. The question no longer arises once Atlas uses the
 * key. The check passes only where Atlas uses the key with the role in another project. That Atlas assumed the role
 * answers half of it, because other policies decide on the key.
 */
public final class HiddenPolicies extends Check {
    public HiddenPolicies() {
        super(
                CheckId.HIDDEN_POLICIES,
                Group.ACCESS,
                List.of(),
                EvidenceSets.plus(
                        EvidenceSets.KEY,
                        Evidence.ALERTS,
                        Evidence.REFUSAL,
                        Evidence.ROLE,
                        Evidence.ROLE_USE,
                        Evidence.CALLER,
                        Evidence.USED_ELSEWHERE));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.provedByAtlas()) {
            return Optional.empty();
        }
        if (facts.usedElsewhere().isPresent()) {
            return facts.usedElsewhere().flatMap(e -> pass("elsewhere", e.project(), e.since()));
        }
        var assumed = assumed(facts);
        if (assumed.isPresent()) {
            return cannotTell(text("assumed", assumed.get()), lastUse(facts, assumed.get()), advice("assumed.fix"));
        }
        return cannotTell(
                text("always"),
                List.of(),
                button(facts.record().isEmpty() ? Fix.Action.CREATE_ACCESS_ROLE : Fix.Action.AUTHORIZE_ROLE, "fix"));
    }

    /** IAM does not say who used the role, so a use after the authorization adds to it and proves nothing alone. */
    private List<Text> lastUse(AccessFacts facts, Instant assumed) {
        return facts
                .known(Evidence.ROLE_USE)
                .flatMap(use -> use)
                .filter(use -> use.at().isAfter(assumed))
                .map(use -> text(
                        "lastUse", use.at(), use.region().map(AwsRegion::id).orElse("-")))
                .stream()
                .toList();
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
