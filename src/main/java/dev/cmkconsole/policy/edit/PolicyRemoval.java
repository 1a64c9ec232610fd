package dev.cmkconsole.policy.edit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Patterns;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes the grants for one resource from a policy that may hold more. The text is cut, not rewritten. A statement is
 * changed only where it names the resource in full and grants only the given actions. Grants by a pattern, by a
 * negation or together with other actions stay for a person to decide.
 */
public final class PolicyRemoval {
    private static final JsonPointer STATEMENT = JsonPointer.compile("/Statement");

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
                now = without(now, STATEMENT, statement.index());
            } else {
                now = without(
                        now,
                        now.pointer(statement, "Resource"),
                        statement.resources().orElseThrow().values().indexOf(resource));
            }
        }
        return touched ? new RemovalResult.Rewritten(now) : new RemovalResult.NotThere();
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

    /** The document without one element of an array and without the comma next to it. */
    private static PolicyDocument without(PolicyDocument document, JsonPointer array, int index) {
        var raw = document.raw();
        var tree = document.tree();
        int size = tree.at(array).size();
        var spans = new ArrayList<PolicyDocument.Span>();
        for (int i = 0; i < size; i++) {
            spans.add(document.span(array.appendIndex(i)));
        }
        int from = index + 1 < size
                ? spans.get(index).start()
                : spans.get(index - 1).end();
        int to = index + 1 < size
                ? spans.get(index + 1).start()
                : spans.get(index).end();
        var after = PolicyDocument.parse(raw.substring(0, from) + raw.substring(to));
        verify(tree, array, index, after);
        return after;
    }

    /** Checks the class's guarantee on every cut: the rest of the document is unchanged. */
    private static void verify(ObjectNode tree, JsonPointer array, int index, PolicyDocument after) {
        ((ArrayNode) tree.at(array)).remove(index);
        if (!after.tree().equals(tree)) {
            throw new IllegalStateException("taking a resource out changed something else in the policy");
        }
    }
}
