package dev.cmkconsole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.sandbox.Sandbox;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Says whether AWS would answer as it did before: the sandbox's AWS holds the same, and everything that was changed has
 * taken effect long ago.
 */
public final class AwsMemory {
    /** What changes by itself or by a mere use is asked every time. */
    private static final Set<String> LASTING = Set.of(
            "caller",
            "role",
            "roleSettings",
            "keys",
            "key",
            "keyPolicy",
            "managedPolicies",
            "simulate",
            "grants",
            "keyTags",
            "rotations",
            "materials",
            "materialExpiry");

    private static final Set<String> USES = Set.of("lastUsed", "lastUsage", "sessions");
    /** IAM's changes take effect late; the sandbox holds everything else as it is. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final Sandbox sandbox;
    private volatile Seen seen;
    private volatile Instant changed;

    /** What AWS held when the oldest remembered answer was given, or before. */
    private record Seen(JsonNode state, Instant at) {}

    public AwsMemory(Sandbox sandbox) {
        this.sandbox = sandbox;
        changed();
    }

    static boolean keeps(List<Object> question) {
        return question.getFirst() instanceof Method asked
                && asked.getDeclaringClass() == AwsGateway.class
                && LASTING.contains(asked.getName());
    }

    /** Somebody changed something just now. No answer is remembered. */
    void changed() {
        changed = sandbox.clock().instant();
        look();
    }

    /** No answer is remembered. */
    void look() {
        seen = new Seen(state(), sandbox.clock().instant());
    }

    boolean atRest() {
        return !seen.at().isBefore(changed.plus(SETTLED));
    }

    boolean unchanged() {
        return seen.state().equals(state());
    }

    private JsonNode state() {
        // Listing the keys lets what is due happen.
        sandbox.aws().keys();
        var state = sandbox.aws().save();
        for (var use : USES) {
            for (var parent : state.findParents(use)) {
                ((ObjectNode) parent).remove(use);
            }
        }
        return state;
    }
}
