package dev.cmkconsole.policy.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One statement, with every element that evaluation needs extracted from its JSON.
 *
 * @param index position in the document, from 0
 * @param actions absent where the statement has neither Action nor NotAction; such a statement never applies
 * @param resources absent where the statement has neither Resource nor NotResource
 * @param json the statement as written, unknown members included; do not change it
 */
public record PolicyStatement(
        int index,
        StatementEffect effect,
        Optional<Principals> principals,
        Optional<Patterns> actions,
        Optional<Patterns> resources,
        List<Condition> conditions,
        JsonNode json) {

    public Optional<String> sid() {
        return Optional.ofNullable(json.get("Sid")).map(JsonNode::asText);
    }

    public enum StatementEffect {
        ALLOW,
        DENY
    }

    /** Values of Action or Resource; {@code negated} for NotAction and NotResource. */
    public record Patterns(boolean negated, List<String> values) {}

    /** Values of Principal or NotPrincipal; {@code "Principal": "*"} is one entry of type {@code *}. */
    public record Principals(boolean negated, List<Principal> entries) {}

    /** @param type {@code AWS}, {@code Service}, {@code Federated}, {@code CanonicalUser} or {@code *} */
    public record Principal(String type, String value) {}

    /** One operator on one key, with its values: {@code StringEquals}, {@code sts:ExternalId}. */
    public record Condition(String operator, String key, List<String> values) {}

    /** The Sid, or the position counted from 1 where there is none. People find a statement by it. */
    public String label() {
        return sid().filter(s -> !s.isEmpty()).orElse("statement " + (index + 1));
    }
}
