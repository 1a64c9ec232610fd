package dev.cmkconsole.policy.edit;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Patterns;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Removes the grants for one resource from a policy that may hold more. The text is cut, not rewritten. A statement is
 * changed only where it names the resource in full and grants only the given actions. Grants by a pattern, by a
 * negation or together with other actions stay for a person to decide.
 */
public final class PolicyRemoval {
    private PolicyRemoval() {}

    /** The result of a removal. */
    public sealed interface RemovalResult {

        /** No statement of this kind names the resource. */
        record NotThere() implements RemovalResult {}

        record Rewritten(PolicyDocument document) implements RemovalResult {}

        /** The removal would leave nothing, so the whole policy can be deleted. */
        record NothingLeft() implements RemovalResult {}
    }

    /** @param actions a statement is changed only if it grants no other actions */
    public static RemovalResult remove(PolicyDocument document, String resource, List<String> actions) {
        var now = document;
        boolean touched = false;
        for (var found = find(now, resource, actions); !found.isEmpty(); found = find(now, resource, actions)) {
            var statement = found.getFirst();
            touched = true;
            if (statement.resources().orElseThrow().values().stream().allMatch(resource::equals)) {
                if (now.statements().size() == 1) {
                    return new RemovalResult.NothingLeft();
                }
                now = PolicyCut.statement(now, statement);
            } else {
                now = PolicyCut.element(
                        now,
                        now.pointer(statement, "Resource"),
                        statement.resources().orElseThrow().values().indexOf(resource));
            }
        }
        return touched ? new RemovalResult.Rewritten(now) : new RemovalResult.NotThere();
    }

    /** The document without the statements that are of this kind. It may have no statement left; add one before you write it. */
    public static PolicyDocument without(PolicyDocument document, Predicate<PolicyStatement> kind) {
        var now = document;
        for (var statement : document.statements().reversed()) {
            if (kind.test(statement)) {
                now = PolicyCut.statement(now, statement);
            }
        }
        return now;
    }

    private static List<PolicyStatement> find(PolicyDocument document, String resource, List<String> actions) {
        Set<String> allowed =
                actions.stream().map(a -> a.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return document.statements().stream()
                .filter(s -> s.effect() == StatementEffect.ALLOW && names(s, resource))
                .filter(s -> s.actions()
                        .filter(a -> !a.negated()
                                && a.values().stream().allMatch(v -> allowed.contains(v.toLowerCase(Locale.ROOT))))
                        .isPresent())
                .toList();
    }

    private static boolean names(PolicyStatement statement, String resource) {
        return statement
                .resources()
                .filter(r -> !r.negated())
                .map(Patterns::values)
                .filter(v -> v.contains(resource))
                .isPresent();
    }
}
