package dev.cmkconsole.sandbox.atlas.resource.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates the statements that MongoDB documents: comparisons of flags, entities and sets of entities, joined by
 * {@code &&}, {@code ||} and {@code !}. What it cannot evaluate it says so, and it never guesses.
 */
final class CedarJudge {
    private final Map<String, Object> facts;
    private final String project;
    private ArrayDeque<String> rest = new ArrayDeque<>();

    private CedarJudge(Map<String, Object> facts, String project) {
        this.facts = facts;
        this.project = entity("Project", project);
    }

    /** The sandbox knows no value for this. */
    private static final class CannotEvaluate extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotEvaluate() {
            super(null, null, false, false);
        }
    }

    static String entity(String type, String id) {
        return "ResourcePolicy::" + type + "::\"" + id + "\"";
    }

    /**
     * Whether the policy forbids the action; empty where the sandbox cannot evaluate it.
     *
     * @param facts by path a Boolean, a Long, or a set of entities; a single entity is a set of one
     */
    static Optional<Boolean> forbids(Cedar policy, String action, String project, Map<String, Object> facts) {
        try {
            return Optional.of(new CedarJudge(facts, project).forbids(policy, action));
        } catch (CannotEvaluate e) {
            return Optional.empty();
        }
    }

    private boolean forbids(Cedar policy, String action) {
        if (!policy.action().isEmpty() && !named(policy.action()).contains(entity("Action", action))) {
            return false;
        }
        if (!policy.resource().isEmpty() && !named(policy.resource()).contains(project)) {
            return false;
        }
        CannotEvaluate unknown = null;
        for (var clause : policy.clauses()) {
            try {
                rest = new ArrayDeque<>(clause.tokens());
                if (truth(or()) != clause.when()) {
                    return false;
                }
            } catch (CannotEvaluate e) {
                unknown = e;
            }
        }
        if (unknown != null) {
            throw unknown;
        }
        return true;
    }

    private Set<?> named(List<String> scope) {
        rest = new ArrayDeque<>(scope.subList(1, scope.size()));
        return set(primary());
    }

    private Object or() {
        var left = and();
        while (take("||")) {
            var right = and();
            left = join(left, right, true);
        }
        return left;
    }

    private Object and() {
        var left = relation();
        while (take("&&")) {
            var right = relation();
            left = join(left, right, false);
        }
        return left;
    }

    /** One known side is enough where it decides. */
    private static Object join(Object left, Object right, boolean decides) {
        if (left.equals(decides) || right.equals(decides)) {
            return decides;
        }
        return left instanceof Boolean && right instanceof Boolean ? !decides : Unknown.VALUE;
    }

    private enum Unknown {
        VALUE
    }

    private Object relation() {
        var left = unary();
        for (var operator : List.of("==", "!=", "in", "has", "<", "<=", ">", ">=")) {
            if (take(operator)) {
                return operator.equals("has") ? has(left) : compare(left, operator, unary());
            }
        }
        return left;
    }

    /** What the sandbox has no value for may be there. */
    private Object has(Object left) {
        rest.poll();
        return left instanceof Unknown ? Unknown.VALUE : true;
    }

    private static Object compare(Object left, String operator, Object right) {
        if (left instanceof Unknown || right instanceof Unknown) {
            return Unknown.VALUE;
        }
        return switch (operator) {
            case "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "in" -> right instanceof Set<?> some && left instanceof Set<?> one && some.containsAll(one);
            default ->
                left instanceof Long a && right instanceof Long b
                        ? operator.startsWith("<")
                                ? a < b || a.equals(b) && operator.length() > 1
                                : a > b || a.equals(b) && operator.length() > 1
                        : Unknown.VALUE;
        };
    }

    private Object unary() {
        if (take("!")) {
            return unary() instanceof Boolean value ? !value : Unknown.VALUE;
        }
        return primary();
    }

    private Object primary() {
        if (take("(")) {
            var inner = or();
            take(")");
            return inner;
        }
        if (take("[")) {
            return members(list());
        }
        var word = new StringBuilder(rest.isEmpty() ? "" : rest.poll());
        while ("::".equals(rest.peek())) {
            word.append(rest.poll()).append(rest.poll());
        }
        return switch (word.toString()) {
            case "true" -> true;
            case "false" -> false;
            case "resource" -> Set.of(project);
            default ->
                word.indexOf("::") > 0
                        ? members(Set.of(word.toString()))
                        : word.chars().allMatch(Character::isDigit) && !word.isEmpty()
                                ? (Object) Long.valueOf(word.toString())
                                : path(word);
        };
    }

    private Object path(StringBuilder word) {
        while (take(".")) {
            var name = rest.poll();
            if (take("(")) {
                return call(facts.getOrDefault(word.toString(), Unknown.VALUE), name);
            }
            word.append('.').append(name);
        }
        return facts.getOrDefault(word.toString(), Unknown.VALUE);
    }

    /** A set of entities, and what is asked of it. */
    private Object members(Set<?> entities) {
        return take(".") ? call(entities, skipped()) : entities;
    }

    private String skipped() {
        var name = rest.poll();
        take("(");
        return name;
    }

    private Object call(Object receiver, String name) {
        var arguments = new ArrayList<>();
        while (!take(")") && !rest.isEmpty()) {
            arguments.add(or());
            take(",");
        }
        if (!(receiver instanceof Set<?> all)
                || arguments.size() != 1
                || !(arguments.getFirst() instanceof Set<?> wanted)) {
            return Unknown.VALUE;
        }
        return switch (name) {
            case "contains", "containsAll" -> all.containsAll(wanted);
            case "containsAny" -> wanted.stream().anyMatch(all::contains);
            default -> Unknown.VALUE;
        };
    }

    private Set<Object> list() {
        var all = new HashSet<>();
        while (!take("]") && !rest.isEmpty()) {
            all.addAll(set(or()));
            take(",");
        }
        return all;
    }

    private boolean take(String token) {
        if (token.equals(rest.peek())) {
            rest.poll();
            return true;
        }
        return false;
    }

    private static Set<?> set(Object value) {
        if (value instanceof Set<?> set) {
            return set;
        }
        throw new CannotEvaluate();
    }

    private static boolean truth(Object value) {
        if (value instanceof Boolean known) {
            return known;
        }
        throw new CannotEvaluate();
    }
}
