package dev.cmkconsole.preflight.check.operator;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.policy.evaluate.AccessRules;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.check.key.KeyPolicy;
import dev.cmkconsole.preflight.check.role.ConfusedDeputy;
import dev.cmkconsole.preflight.check.role.IdentityPolicies;
import dev.cmkconsole.preflight.check.role.RoleExists;
import dev.cmkconsole.preflight.check.role.TrustPolicy;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.gate.Reasoning;
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

    static List<Fix.PolicyChange> of(AccessFacts facts) {
        return PROPOSERS.stream()
                .flatMap(check -> check.answer(facts).map(CheckResult::verdict).stream())
                .flatMap(v -> v.fixes().stream())
                .flatMap(fix -> fix instanceof Fix.PolicyChange change ? Stream.of(change) : Stream.empty())
                .toList();
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

    static Truth simulated(AccessFacts facts, String operation) {
        if (facts.caller().filter(AwsCaller::root).isPresent()) {
            return Truth.TRUE;
        }
        return facts.known(Evidence.OPERATOR)
                .flatMap(all -> all.stream()
                        .filter(r -> r.action().equalsIgnoreCase(operation))
                        .findFirst())
                .map(r -> switch (r.decision()) {
                    case ALLOWED -> Truth.TRUE;
                    case EXPLICIT_DENY, IMPLICIT_DENY -> r.missing().isEmpty() ? Truth.FALSE : Truth.UNKNOWN;
                    case UNKNOWN -> Truth.UNKNOWN;
                })
                .orElse(Truth.UNKNOWN);
    }

    /**
     * Whether the caller may write a key's policy, under that policy. The simulator evaluates only the caller's own
     * policies, so the key policy is evaluated here.
     */
    static AccessDecision mayWrite(AccessFacts facts, KeyArn key, PolicyDocument policy) {
        var own = switch (simulated(facts, "kms:PutKeyPolicy")) {
            case TRUE -> PolicySet.assumedToAllow(Reasoning.CALLERS_SIDE);
            case FALSE -> PolicySet.none();
            case UNKNOWN -> PolicySet.unreadable();
        };
        return decide(facts, principal(facts), own, key, policy);
    }

    /** The same for the root user of the key's account, who is the last resort after a lock-out. */
    static AccessDecision rootMayWrite(AccessFacts facts, KeyArn key, PolicyDocument policy) {
        return decide(
                facts,
                RequestPrincipal.accountRoot("arn:" + key.partition() + ":iam::" + key.account() + ":root"),
                PolicySet.none(),
                key,
                policy);
    }

    private static AccessDecision decide(
            AccessFacts facts, RequestPrincipal who, PolicySet own, KeyArn key, PolicyDocument policy) {
        var context = RequestContext.partial()
                .known("aws:PrincipalArn", who.arn())
                .known("aws:PrincipalAccount", who.account())
                .known("kms:CallerAccount", who.account())
                .known("aws:SecureTransport", "true")
                .known("aws:CurrentTime", facts.at().toString())
                .known("aws:PrincipalIsAWSService", "false")
                .absent("kms:ViaService")
                .build();
        return AccessRules.onResource(
                new PolicyRequest(who, "kms:PutKeyPolicy", key.toString(), context),
                AccessRules.CallerPolicies.of(own),
                AccessRules.ResourcePolicies.key(key.account(), PolicySet.of("key policy", policy)));
    }

    private static RequestPrincipal principal(AccessFacts facts) {
        var caller = facts.caller().orElseThrow();
        if (caller.root()) {
            return RequestPrincipal.accountRoot(caller.arn());
        }
        var role = facts.known(Evidence.OWN_ROLE).flatMap(r -> r);
        return role.map(arn -> RequestPrincipal.roleSession(
                        arn.toString(), caller.arn(), caller.userId().split(":")[0]))
                .orElseGet(() -> RequestPrincipal.user(caller.arn(), caller.userId()));
    }
}
