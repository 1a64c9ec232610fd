package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import dev.cmkconsole.policy.document.Truth;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The result of one statement for one request, element by element, so that a screen can explain it.
 *
 * @param policy name of the policy that contains the statement
 * @param principal {@link PrincipalMatch#NONE} and irrelevant in policies that name no principals
 * @param resource TRUE where the kind of policy has no Resource
 */
public record StatementOutcome(
        String policy,
        PolicyKind kind,
        PolicyStatement statement,
        Truth action,
        PrincipalMatch principal,
        Truth resource,
        List<ConditionOutcome> conditions) {
    /** Operators by which a condition names what it allows. */
    private static final Pattern NAMING = Pattern.compile(
            "(for(any|all)values?:)?(string|arn)(equals|like)(ignorecase)?(ifexists)?", Pattern.CASE_INSENSITIVE);

    /**
     * One condition's verdict. It is UNKNOWN where the key's value, or AWS' treatment of the condition, is unknown.
     *
     * @param present whether the request carries the condition's key
     */
    public record ConditionOutcome(Condition condition, Truth verdict, Truth present) {

        /** Whether the request is known not to carry the key, so that the operator's rule for absence decides. */
        public boolean absent() {
            return present == Truth.FALSE;
        }
    }

    /** Whether the statement applies to the request. */
    public Truth applies() {
        return applies(
                kind.namesPrincipals()
                        ? principal.any()
                        : Truth.of(statement.principals().isEmpty()));
    }

    Truth applies(Truth principalTruth) {
        return action.and(principalTruth).and(resource).and(condition());
    }

    public Truth condition() {
        return conditions.stream().map(ConditionOutcome::verdict).reduce(Truth.TRUE, Truth::and);
    }

    /** Whether the statement is for everyone with certain ARNs ({@code aws:PrincipalArn}). */
    boolean ofEveryoneWithOneArn() {
        return statement.principals().filter(PrincipalMatch::isEveryone).isPresent()
                && conditions.stream()
                        .map(ConditionOutcome::condition)
                        .anyMatch(c -> c.key().equalsIgnoreCase("aws:PrincipalArn")
                                && NAMING.matcher(c.operator()).matches());
    }

    public boolean isDeny() {
        return statement.effect() == StatementEffect.DENY;
    }

    /**
     * The conditions that keep the statement from applying to a request that it otherwise covers; empty where
     * something else keeps it.
     */
    public List<ConditionOutcome> failedConditions() {
        var covers = action.and(ofThisPrincipal()).and(resource);
        return covers.isPossible()
                ? conditions.stream().filter(c -> c.verdict() == Truth.FALSE).toList()
                : List.of();
    }

    /** Whether the statement would apply to the request, if its Resource named this resource. */
    public boolean forAnotherResource() {
        return resource == Truth.FALSE && action.and(ofThisPrincipal()).isPossible();
    }

    /** Whether the statement would apply to the request, if its Principal named the caller. */
    public boolean forAnotherPrincipal() {
        return kind.namesPrincipals()
                && principal.any() == Truth.FALSE
                && action.and(resource).isPossible();
    }

    private Truth ofThisPrincipal() {
        return kind.namesPrincipals() ? principal.any() : Truth.TRUE;
    }

    /** The conditions that leave the result unknown. */
    public List<Condition> unknownConditions() {
        return conditions.stream()
                .filter(c -> c.verdict() == Truth.UNKNOWN)
                .map(ConditionOutcome::condition)
                .toList();
    }
}
