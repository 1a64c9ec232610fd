package dev.cmkconsole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.sandbox.Sandbox;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says whether AWS would answer as it did before: that part of the sandbox's AWS holds the same, and everything that
 * was changed in it has taken effect long ago.
 */
public final class AwsMemory {
    /** What AWS holds, by what an operator's question is about. The operator is a user, who is in the rest. */
    private enum Part {
        ROLES,
        KEYS,
        REST
    }

    private static final Set<Part> OF_ROLES = EnumSet.of(Part.ROLES, Part.REST);
    private static final Set<Part> OF_KEYS = EnumSet.of(Part.KEYS, Part.REST);

    /** What changes by itself or by a mere use is asked every time. */
    private static final Map<String, Set<Part>> LASTING = Map.ofEntries(
            Map.entry("caller", EnumSet.of(Part.REST)),
            Map.entry("role", OF_ROLES),
            Map.entry("roleSettings", OF_ROLES),
            Map.entry("managedPolicies", OF_ROLES),
            Map.entry("simulate", OF_ROLES),
            Map.entry("keys", OF_KEYS),
            Map.entry("key", OF_KEYS),
            Map.entry("spareKeys", OF_KEYS),
            Map.entry("keyPolicy", OF_KEYS),
            Map.entry("grants", OF_KEYS),
            Map.entry("keyTags", OF_KEYS),
            Map.entry("rotations", OF_KEYS),
            Map.entry("materials", OF_KEYS),
            Map.entry("materialExpiry", OF_KEYS));

    private static final Set<String> USES = Set.of("lastUsed", "lastUsage", "sessions");
    /** IAM's changes take effect late, and those of KMS a little; the sandbox holds everything else as it is. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final Sandbox sandbox;
    private Map<Part, JsonNode> held;
    private final Map<Part, Instant> changed = new EnumMap<>(Part.class);
    /** When the oldest remembered answer about a part was given, or before. */
    private final Map<Part, Instant> asked = new EnumMap<>(Part.class);

    public AwsMemory(Sandbox sandbox) {
        this.sandbox = sandbox;
        held = held();
        for (var part : Part.values()) {
            changed.put(part, now());
            asked.put(part, now());
        }
    }

    /** Something may have changed, or time passed. Answers about these parts must be forgotten. */
    synchronized Forgotten look() {
        var holds = held();
        var now = now();
        var forgotten = EnumSet.noneOf(Part.class);
        for (var part : Part.values()) {
            boolean same = holds.get(part).equals(held.get(part));
            if (!same) {
                changed.put(part, now);
            }
            boolean moved = !now.equals(asked.get(part));
            if (!same || moved && asked.get(part).isBefore(changed.get(part).plus(SETTLED))) {
                asked.put(part, now);
                forgotten.add(part);
            }
        }
        held = holds;
        return new Forgotten(forgotten);
    }

    static final class Forgotten {
        private final Set<Part> parts;

        private Forgotten(Set<Part> parts) {
            this.parts = parts;
        }

        boolean is(List<Object> question) {
            return !(question.getFirst() instanceof Method method)
                    || method.getDeclaringClass() != AwsGateway.class
                    || !LASTING.containsKey(method.getName())
                    || LASTING.get(method.getName()).stream().anyMatch(parts::contains);
        }
    }

    private Instant now() {
        return sandbox.clock().instant();
    }

    private Map<Part, JsonNode> held() {
        // Listing the keys lets what is due happen.
        sandbox.aws().keys();
        var rest = sandbox.aws().save();
        for (var use : USES) {
            for (var parent : rest.findParents(use)) {
                ((ObjectNode) parent).remove(use);
            }
        }
        var roles = JsonNodeFactory.instance.arrayNode();
        var keys = JsonNodeFactory.instance.arrayNode();
        for (var account : rest.path("accounts")) {
            roles.add(((ObjectNode) account).remove("roles"));
            keys.add(((ObjectNode) account).remove("keys"));
        }
        return new EnumMap<>(Map.of(Part.ROLES, roles, Part.KEYS, keys, Part.REST, rest));
    }
}
