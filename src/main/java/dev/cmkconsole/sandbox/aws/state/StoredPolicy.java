package dev.cmkconsole.sandbox.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A key or trust policy as AWS stores it. Account ids become root ARNs, and principals are stored by their unique ids.
 * A policy that names a deleted role therefore shows {@code AROA...}. It stays ineffective even when a role of that
 * name is created again.
 *
 * @param ids unique ids of the named users and roles, by ARN, at the time the policy was stored
 */
public record StoredPolicy(PolicyDocument document, Map<String, String> ids) {

    public StoredPolicy {
        ids = Map.copyOf(ids);
    }

    public static StoredPolicy of(String text, String partition, AwsState state) {
        var parsed = PolicyDocument.parse(text);
        var ids = new HashMap<String, String>();
        var normalised = rewrite(
                parsed, value -> Arn.isAccountId(value) ? "arn:" + partition + ":iam::" + value + ":root" : value);
        normalised.statements().stream()
                .flatMap(s -> s.principals().stream())
                .flatMap(p -> p.entries().stream())
                .forEach(entry -> state.principal(entry.value()).ifPresent(p -> ids.put(entry.value(), p.id)));
        return new StoredPolicy(normalised, ids);
    }

    /** The policy as it currently reads. */
    public PolicyDocument current(AwsState state) {
        if (ids.entrySet().stream()
                .allMatch(e -> state.principal(e.getKey())
                        .filter(p -> p.id.equals(e.getValue()))
                        .isPresent())) {
            return document;
        }
        return rewrite(
                document,
                value -> Optional.ofNullable(ids.get(value))
                        .filter(id -> state.principal(value)
                                .filter(p -> p.id.equals(id))
                                .isEmpty())
                        .orElse(value));
    }

    private static PolicyDocument rewrite(PolicyDocument document, UnaryOperator<String> rule) {
        var tree = document.tree();
        var statements = tree.get("Statement");
        var changed = false;
        for (var statement : statements.isArray()
                ? statements
                : JsonNodeFactory.instance.arrayNode().add(statements)) {
            for (var element : new String[] {"Principal", "NotPrincipal"}) {
                if (statement.get(element) instanceof ObjectNode types && types.has("AWS")) {
                    var before = types.get("AWS");
                    var after = rewrite(before, rule);
                    changed |= !before.equals(after);
                    types.set("AWS", after);
                }
            }
        }
        if (!changed) {
            return document;
        }
        return PolicyDocument.parse(document.raw().indexOf('\n') < 0 ? tree.toString() : AtlasPolicies.pretty(tree));
    }

    private static JsonNode rewrite(JsonNode node, UnaryOperator<String> rule) {
        if (node instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(each -> copy.add(rewrite(each, rule)));
            return copy;
        }
        return TextNode.valueOf(rule.apply(node.textValue()));
    }
}
