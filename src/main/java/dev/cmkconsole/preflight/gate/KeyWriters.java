package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.policy.evaluate.AccessRules;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;

/** Evaluates who may write: the caller by the simulator, and a key policy's writers by the key policy. */
public final class KeyWriters {
    private KeyWriters() {}

    public static Truth simulated(AccessFacts facts, String operation) {
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
    public static AccessDecision mayWrite(AccessFacts facts, KeyArn key, PolicyDocument policy) {
        var own = switch (simulated(facts, "kms:PutKeyPolicy")) {
            case TRUE -> PolicySet.assumedToAllow(Reasoning.CALLERS_SIDE);
            case FALSE -> PolicySet.none();
            case UNKNOWN -> PolicySet.unreadable();
        };
        return decide(facts, principal(facts), own, key, policy);
    }

    /** The same for the root user of the key's account, who is the last resort after a lock-out. */
    public static AccessDecision rootMayWrite(AccessFacts facts, KeyArn key, PolicyDocument policy) {
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
