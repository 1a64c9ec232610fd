package dev.cmkconsole.preflight.check.operator;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.check.key.KeyPolicy;
import dev.cmkconsole.preflight.check.role.ConfusedDeputy;
import dev.cmkconsole.preflight.check.role.IdentityPolicies;
import dev.cmkconsole.preflight.check.role.RoleExists;
import dev.cmkconsole.preflight.check.role.TrustPolicy;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Fix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The policy changes that the checks propose, which the operator must be able to write. */
final class Proposals {
    private static final List<Check> PROPOSERS =
            List.of(new RoleExists(), new TrustPolicy(), new ConfusedDeputy(), new IdentityPolicies(), new KeyPolicy());

    private Proposals() {}

    /** A key policy counts even where it is not offered yet: the role is to be made first, or it would lock out. */
    static List<Fix.PolicyChange> of(AccessFacts facts) {
        var ofOthers = PROPOSERS.stream()
                .filter(check -> check.id() != CheckId.KEY_POLICY)
                .flatMap(check -> check.answer(facts).map(CheckResult::verdict).stream())
                .flatMap(v -> v.fixes().stream())
                .flatMap(fix -> fix instanceof Fix.PolicyChange change ? Stream.of(change) : Stream.empty());
        return Stream.concat(ofOthers, KeyPolicy.proposed(facts).stream()).toList();
    }

    /** Whether every check that could propose a change has an answer. Otherwise the changes are not known. */
    static boolean settled(AccessFacts facts) {
        return facts.signIn().isEmpty()
                && PROPOSERS.stream()
                        .flatMap(check -> check.answer(facts).stream())
                        .noneMatch(r -> r.verdict().outcome() == CheckOutcome.CANNOT_TELL);
    }

    /** The evidence of every check that proposes a change, and of what the caller may do. */
    static Set<Evidence<?>> needs() {
        var all = new HashSet<Evidence<?>>(Set.of(Evidence.OPERATOR, Evidence.OWN_ROLE, Evidence.CALLER));
        PROPOSERS.forEach(check -> all.addAll(check.needs()));
        return Set.copyOf(all);
    }
}
