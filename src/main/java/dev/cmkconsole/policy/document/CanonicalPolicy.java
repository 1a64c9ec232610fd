package dev.cmkconsole.policy.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.document.PolicyStatement.Patterns;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.document.PolicyStatement.Principals;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A policy in canonical form, for comparing a written policy with the one that AWS returns. Order, Sid and Id do not
 * count. One value equals a list of one. Action and condition names lose their case. An account id equals that
 * account's root ARN, because AWS rewrites the id to the ARN.
 */
public record CanonicalPolicy(String version, Set<CanonicalStatement> statements, Set<String> otherMembers) {

    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_MEMBERS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    /** A statement without its Sid. Sets are sorted, so equal meaning gives equal text. */
    public record CanonicalStatement(
            StatementEffect effect,
            Optional<Names> principals,
            Optional<Names> actions,
            Optional<Names> resources,
            Set<CanonicalCondition> conditions,
            Set<String> otherMembers) {}

    /** @param values sorted */
    public record Names(boolean negated, Set<String> values) {}

    /** @param values sorted */
    public record CanonicalCondition(String operator, String key, Set<String> values)
            implements Comparable<CanonicalCondition> {
        @Override
        public int compareTo(CanonicalCondition other) {
            return toString().compareTo(other.toString());
        }
    }

    public static CanonicalPolicy of(PolicyDocument document) {
        return new CanonicalPolicy(
                document.version().orElse("2008-10-17"),
                document.statements().stream().map(CanonicalPolicy::of).collect(Collectors.toUnmodifiableSet()),
                others(document.tree(), MEMBERS));
    }

    public static CanonicalStatement of(PolicyStatement statement) {
        return new CanonicalStatement(
                statement.effect(),
                statement.principals().map(p -> principals(p, statement.effect())),
                statement
                        .actions()
                        .map(a -> new Names(
                                a.negated(),
                                sorted(a.values().stream().map(Glob::lower).toList()))),
                statement.resources().map(CanonicalPolicy::names),
                statement.conditions().stream()
                        .map(CanonicalPolicy::condition)
                        .collect(Collectors.toCollection(TreeSet::new)),
                others((ObjectNode) statement.json(), STATEMENT_MEMBERS));
    }

    private static Names names(Patterns patterns) {
        return new Names(patterns.negated(), sorted(patterns.values()));
    }

    private static CanonicalCondition condition(Condition condition) {
        return new CanonicalCondition(
                Glob.lower(condition.operator()), Glob.lower(condition.key()), sorted(condition.values()));
    }

    private static Names principals(Principals principals, StatementEffect effect) {
        var alike = effect == StatementEffect.ALLOW && !principals.negated();
        return new Names(
                principals.negated(),
                sorted(principals.entries().stream()
                        .map(p -> principal(p, alike))
                        .toList()));
    }

    private static String principal(Principal principal, boolean everyoneAlike) {
        if (principal.value().equals("*") && principal.type().equals("AWS") && everyoneAlike) {
            return "*";
        }
        if (principal.type().equals("*")) {
            return "*";
        }
        if (principal.type().equals("AWS")) {
            var value = principal.value();
            var root = Arn.parse(value)
                    .filter(arn -> arn.service().equals("iam") && arn.resource().equals("root"))
                    .map(Arn::account);
            return "AWS "
                    + (Arn.isAccountId(value)
                            ? "account " + value
                            : root.map(account -> "account " + account).orElse(value));
        }
        return principal.type() + " " + principal.value();
    }

    private static Set<String> others(ObjectNode node, Set<String> known) {
        return node.properties().stream()
                .filter(field -> !known.contains(field.getKey()))
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sorted(List<String> values) {
        return new TreeSet<>(values);
    }
}
