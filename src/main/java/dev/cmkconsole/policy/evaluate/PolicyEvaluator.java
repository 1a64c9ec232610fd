package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.Glob;
import dev.cmkconsole.policy.document.Glob.UnresolvedVariable;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Patterns;
import dev.cmkconsole.policy.document.PolicyStatement.Principals;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.StatementOutcome.ConditionOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Evaluates the policies of one layer for one request, in three truth values, by the IAM User Guide's policy reference.
 */
public final class PolicyEvaluator {

    private PolicyEvaluator() {}

    /**
     * The result of one layer.
     *
     * @param allow whether some Allow statement applies
     * @param deny whether some Deny statement applies
     */
    public record Evaluation(PolicyKind kind, Truth allow, Truth deny, List<StatementOutcome> statements) {

        /** The statements with this effect that apply or may apply, in document order. */
        public List<StatementOutcome> relevant(StatementEffect effect) {
            return statements.stream()
                    .filter(s -> s.statement().effect() == effect && s.applies().isPossible())
                    .toList();
        }

        /**
         * Like {@link #allow}, but each statement counts only as far as {@code route} says that its principal covers
         * the caller.
         */
        Truth allowBy(java.util.function.Function<PrincipalMatch, Truth> route) {
            return statements.stream()
                    .filter(s -> !s.isDeny())
                    .map(s -> s.applies(route.apply(s.principal())))
                    .reduce(Truth.FALSE, Truth::or);
        }

        /** Like {@link #allow}, of the statements for everyone that a condition on the role's ARN narrows. */
        Truth allowOfEveryoneWithThisRole() {
            return statements.stream()
                    .filter(s -> !s.isDeny() && s.ofEveryoneWithOneArn())
                    .map(s -> s.applies(s.principal().role()))
                    .reduce(Truth.FALSE, Truth::or);
        }
    }

    public static Evaluation evaluate(PolicySet set, PolicyKind kind, PolicyRequest request) {
        var outcomes = new ArrayList<StatementOutcome>();
        for (var policy : set.policies()) {
            for (var statement : policy.document().statements()) {
                outcomes.add(evaluate(policy.name(), kind, policy.document(), statement, request));
            }
        }
        var missing = set.complete() ? Truth.FALSE : Truth.UNKNOWN;
        return new Evaluation(
                kind,
                applying(outcomes, s -> !s.isDeny()).or(missing),
                applying(outcomes, StatementOutcome::isDeny).or(missing),
                List.copyOf(outcomes));
    }

    private static Truth applying(List<StatementOutcome> outcomes, Predicate<StatementOutcome> which) {
        return outcomes.stream().filter(which).map(StatementOutcome::applies).reduce(Truth.FALSE, Truth::or);
    }

    private static StatementOutcome evaluate(
            String name, PolicyKind kind, PolicyDocument document, PolicyStatement statement, PolicyRequest request) {
        var match = statement
                .principals()
                .filter(_ -> kind.namesPrincipals())
                .map(p -> principals(p, kind, statement.effect(), request.principal()))
                .orElse(PrincipalMatch.NONE);
        var variables = document.expandsVariables();
        var conditions = statement.conditions().stream()
                .map(c -> new ConditionOutcome(
                        c,
                        Conditions.evaluate(c, request.context(), variables),
                        request.context().present(c.key())))
                .toList();
        return new StatementOutcome(
                name,
                kind,
                statement,
                action(statement.actions(), request.action()),
                match,
                kind.namesResources() ? resource(statement.resources(), request, variables) : Truth.TRUE,
                conditions);
    }

    /** AWS stores no NotPrincipal with Allow, or in a trust policy. What it makes of an old one is not known. */
    private static PrincipalMatch principals(
            Principals element, PolicyKind kind, StatementEffect effect, RequestPrincipal caller) {
        var match = PrincipalMatch.of(element, caller);
        return element.negated() && (kind == PolicyKind.TRUST || effect == StatementEffect.ALLOW)
                ? match.doubted()
                : match;
    }

    /** Action names are case-insensitive. A statement without Action and NotAction never applies. */
    private static Truth action(Optional<Patterns> actions, String action) {
        if (actions.isEmpty()) {
            return Truth.FALSE;
        }
        var matched = actions.get().values().stream()
                .anyMatch(pattern -> Glob.of(pattern).matchesIgnoreCase(action));
        return Truth.of(matched != actions.get().negated());
    }

    private static Truth resource(Optional<Patterns> resources, PolicyRequest request, boolean variables) {
        if (resources.isEmpty()) {
            return Truth.FALSE;
        }
        var negated = resources.get().negated();
        var matched = Truth.FALSE;
        for (var pattern : resources.get().values()) {
            try {
                var glob = variables
                        ? Glob.expand(pattern, true, name -> Conditions.variable(name, request.context()))
                        : Glob.of(pattern);
                matched = matched.or(resource(glob, request.resource()));
            } catch (UnresolvedVariable e) {
                matched = matched.or(negated ? Truth.UNKNOWN : e.state);
            }
        }
        return negated ? matched.not() : matched;
    }

    /**
     * AWS documents that a wildcard stays within one ARN field. A pattern that matches only across fields is therefore
     * UNKNOWN.
     */
    private static Truth resource(Glob pattern, String resource) {
        if (pattern.matchesArn(resource)) {
            return Truth.TRUE;
        }
        if (!pattern.matches(resource)) {
            return Truth.FALSE;
        }
        return Arn.parse(resource).isPresent() ? Truth.UNKNOWN : Truth.TRUE;
    }
}
