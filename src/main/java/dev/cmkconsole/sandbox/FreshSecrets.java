package dev.cmkconsole.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Gives the sandbox new secrets of the same form at each start, so that nothing that was printed or kept earlier opens
 * it. Secrets that a scenario's project has stored in Atlas stay: they are part of the story.
 */
final class FreshSecrets {
    /** The prefix of a service account's client secret, which clients may check. */
    private static final String KEPT = "mdb_sa_sk_";

    private final RandomGenerator random;
    private final Map<String, String> replaced = new LinkedHashMap<>();

    /** @param random cryptographically strong, except in tests */
    FreshSecrets(RandomGenerator random) {
        this.random = random;
    }

    /** Replaces what signs in to a scenario: the operator, API keys, and service accounts. */
    JsonNode ofScenario(JsonNode definition) {
        replace(definition.path("operator").path("secretAccessKey"));
        definition.path("atlas").path("apiKeys").forEach(key -> replace(key.path("privateKey")));
        definition.path("atlas").path("serviceAccounts").forEach(account -> replace(account.path("clientSecret")));
        return in(definition);
    }

    /** Chooses a new secret for an old one. */
    void replace(JsonNode old) {
        if (old.isTextual()) {
            replaced.computeIfAbsent(old.textValue(), this::likeIt);
        }
    }

    /** A copy of a document in which every old secret is its new one. */
    JsonNode in(JsonNode document) {
        return switch (document) {
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.properties().forEach(member -> copy.set(member.getKey(), in(member.getValue())));
                yield copy;
            }
            case ArrayNode list -> {
                var copy = list.arrayNode();
                list.forEach(item -> copy.add(in(item)));
                yield copy;
            }
            case TextNode text -> TextNode.valueOf(replaced.getOrDefault(text.textValue(), text.textValue()));
            default -> document;
        };
    }

    private String likeIt(String old) {
        int from = old.startsWith(KEPT) ? KEPT.length() : 0;
        boolean hexadecimal = old.matches("[0-9a-f-]+");
        var fresh = new StringBuilder(old.substring(0, from));
        for (char c : old.substring(from).toCharArray()) {
            fresh.append(hexadecimal && c == '-' ? c : drawn(hexadecimal ? 16 : 36));
        }
        return fresh.toString();
    }

    private char drawn(int radix) {
        return Character.forDigit(random.nextInt(radix), radix);
    }
}
