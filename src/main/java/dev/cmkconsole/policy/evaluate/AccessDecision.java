package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import dev.cmkconsole.policy.evaluate.PolicyEvaluator.Evaluation;
import java.util.List;
import java.util.Optional;

/**
 * The combined verdict of all layers, with the reasons.
 *
 * @param layers every evaluated layer, in the order of AWS' evaluation logic
 * @param blamed for a refusal, the kind of policy that AWS would name; absent for ALLOWED
 * @param allowedBy for ALLOWED and UNKNOWN, the ways that grant or may grant access
 */
public record AccessDecision(
        PolicyVerdict verdict, List<Evaluation> layers, Optional<PolicyKind> blamed, List<Way> allowedBy) {

    /** UNKNOWN means that the verdict depends on missing facts. Never treat it as ALLOWED. */
    public enum PolicyVerdict {
        ALLOWED,
        EXPLICIT_DENY,
        IMPLICIT_DENY,
        UNKNOWN
    }

    /** The ways in which a resource's own policy, a grant or IAM can give access. */
    public enum Way {
        NAMED_IN_RESOURCE_POLICY,
        ACCOUNT_IN_RESOURCE_POLICY_AND_IDENTITY_POLICY,
        GRANT,
        IDENTITY_POLICY,
        ACCOUNT_ROOT
    }

    public boolean isAllowed() {
        return verdict == PolicyVerdict.ALLOWED;
    }

    /** The Deny statements that apply; for UNKNOWN also those that may apply. */
    public List<StatementOutcome> denying() {
        return layers.stream()
                .flatMap(layer -> layer.relevant(StatementEffect.DENY).stream())
                .toList();
    }

    /** The Allow statements that would cover the request, if one of their conditions did not keep them from it. */
    public List<StatementOutcome> failing() {
        return layers.stream()
                .flatMap(layer -> layer.statements().stream())
                .filter(s -> !s.isDeny() && !s.failedConditions().isEmpty())
                .toList();
    }

    /** The Allow statements that apply or may apply, in any layer. */
    public List<StatementOutcome> allowing() {
        return layers.stream()
                .flatMap(layer -> layer.relevant(StatementEffect.ALLOW).stream())
                .toList();
    }
}
