package dev.cmkconsole.policy.cedar;

import dev.cmkconsole.policy.cedar.CedarTokens.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides whether an organization's policy forbids a change of clusters or search nodes. The encryption after the
 * change is known, and sometimes where a cluster runs. What else the policy asks is not known here.
 */
public final class CedarForbids {
    /**
     * FORBIDS and ALLOWS are certain. UNCLEAR: the policy is or may be about the key, and its condition asks for more.
     * CONDITIONAL: the policy is about other properties of a cluster, which are not known here.
     */
    public enum Answer {
        FORBIDS,
        ALLOWS,
        UNCLEAR,
        CONDITIONAL
    }

    /** Whether something holds; UNKNOWN where this program cannot know it. */
    private enum Truth {
        YES,
        NO,
        UNKNOWN;

        static Truth of(boolean holds) {
            return holds ? YES : NO;
        }

        Truth not() {
            return this == UNKNOWN ? UNKNOWN : of(this == NO);
        }

        Truth and(Truth other) {
            if (this == NO || other == NO) {
                return NO;
            }
            return this == YES && other == YES ? YES : UNKNOWN;
        }

        Truth or(Truth other) {
            return not().and(other.not()).not();
        }
    }

    /**
     * @param text what was read, with the blanks left out
     * @param known the entity, or the set of entities, that it is known to be
     */
    private record Value(String text, Truth truth, Optional<Set<String>> known) {
        Value(String text, Truth truth) {
            this(text, truth, Optional.empty());
        }
    }

    private static final String KEY_MEMBER = "customerManagedKey";
    private static final String CLUSTER = "ResourcePolicy::Cluster::";
    private static final List<String> OF_OTHERS = List.of("context.cluster", "context.search");

    private final CedarTokens tokens;
    private final CedarQuestion question;
    private final String project;

    private CedarForbids(CedarTokens tokens, CedarQuestion question) {
        this.tokens = tokens;
        this.question = question;
        this.project = "ResourcePolicy::Project::\"" + question.project() + "\"";
    }

    /** Whether the policy forbids the change. */
    public static Answer of(String policy, CedarQuestion question) {
        try {
            return new CedarForbids(new CedarTokens(policy), question).whole();
        } catch (NotUnderstood e) {
            return policy.contains("forbid") && question.action().spokenOf(policy)
                    ? unknown(question, policy)
                    : Answer.ALLOWS;
        }
    }

    /**
     * What a condition means that cannot be decided here. Members of a cluster exist for changes of clusters alone. A
     * condition about no member at all may hold for every cluster.
     */
    private static Answer unknown(CedarQuestion question, String text) {
        if (question.action().known()) {
            return text.contains(KEY_MEMBER) || !text.contains("context.") ? Answer.UNCLEAR : Answer.CONDITIONAL;
        }
        return OF_OTHERS.stream().anyMatch(text::contains) ? Answer.ALLOWS : Answer.UNCLEAR;
    }

    private Answer whole() throws NotUnderstood {
        var answers = new ArrayList<Answer>();
        while (tokens.more()) {
            answers.add(statement());
        }
        return Stream.of(Answer.FORBIDS, Answer.UNCLEAR, Answer.CONDITIONAL)
                .filter(answers::contains)
                .findFirst()
                .orElse(Answer.ALLOWS);
    }

    private Answer statement() throws NotUnderstood {
        while (tokens.take("@")) {
            tokens.take();
            if (tokens.take("(")) {
                tokens.take();
                tokens.need(")");
            }
        }
        boolean forbids = tokens.take("forbid");
        if (!forbids) {
            tokens.need("permit");
        }
        tokens.need("(");
        tokens.need("principal");
        var holds = scope(_ -> false, Truth.UNKNOWN);
        tokens.need(",");
        tokens.need("action");
        holds = holds.and(action());
        tokens.need(",");
        tokens.need("resource");
        holds = holds.and(scope(this::isChanged, Truth.UNKNOWN));
        tokens.need(")");
        var text = new StringBuilder();
        while (!tokens.take(";")) {
            boolean unless = tokens.take("unless");
            if (!unless) {
                tokens.need("when");
            }
            tokens.need("{");
            var condition = or();
            tokens.need("}");
            text.append(condition.text()).append(';');
            holds = holds.and(unless ? condition.truth().not() : condition.truth());
        }
        if (!forbids || holds == Truth.NO) {
            return Answer.ALLOWS;
        }
        return holds == Truth.YES ? Answer.FORBIDS : unknown(question, text.toString());
    }

    /** A policy that names no action is about every one; whether that is one without a documented name is not known. */
    private Truth action() throws NotUnderstood {
        int before = tokens.position();
        var named = scope(question.action()::is, Truth.NO);
        if (named == Truth.YES && tokens.position() == before) {
            return question.action().known() ? Truth.YES : Truth.UNKNOWN;
        }
        return named == Truth.NO && tokens.since(before).stream().anyMatch(question.action()::mayBe)
                ? Truth.UNKNOWN
                : named;
    }

    /**
     * What may stand behind principal, action or resource.
     *
     * @param other what another entity means: another project may be a folder of the same name's kind, another action
     *     is none of ours
     */
    private Truth scope(Predicate<String> own, Truth other) throws NotUnderstood {
        if (!tokens.take("==") && !tokens.take("in")) {
            return Truth.YES;
        }
        var named = new ArrayList<String>();
        if (tokens.take("[")) {
            while (!tokens.take("]")) {
                named.add(tokens.take());
                tokens.take(",");
            }
        } else {
            named.add(tokens.take());
        }
        if (named.stream().anyMatch(own)) {
            return Truth.YES;
        }
        return named.stream().allMatch(this::isAnother) ? Truth.NO : other;
    }

    /** Whether the entity is what is changed, or its project. */
    private boolean isChanged(String entity) {
        return entity.equals(project)
                || question.cluster()
                        .filter(id -> entity.equals(CLUSTER + '"' + id + '"'))
                        .isPresent();
    }

    /** Whether the entity is certainly neither what is changed nor its project. No policy names a cluster to come. */
    private boolean isAnother(String entity) {
        boolean anotherCluster = entity.startsWith(CLUSTER) && question.action() == CedarAction.CLUSTER;
        boolean escaped = entity.contains("\\");
        return !escaped && !isChanged(entity) && (isProject(entity) || anotherCluster);
    }

    private static boolean isProject(String entity) {
        return entity.startsWith("ResourcePolicy::Project::");
    }

    private Value or() throws NotUnderstood {
        var left = and();
        while (tokens.take("||")) {
            var right = and();
            left = new Value(left.text() + "||" + right.text(), left.truth().or(right.truth()));
        }
        return left;
    }

    private Value and() throws NotUnderstood {
        var left = relation();
        while (tokens.take("&&")) {
            var right = relation();
            left = new Value(left.text() + "&&" + right.text(), left.truth().and(right.truth()));
        }
        return left;
    }

    private Value relation() throws NotUnderstood {
        var left = unary();
        for (var operator : List.of("==", "!=", "<", "<=", ">", ">=", "in", "has", "like")) {
            if (tokens.take(operator)) {
                var right = unary();
                return new Value(left.text() + " " + operator + " " + right.text(), compare(left, operator, right));
            }
        }
        return left;
    }

    private Truth compare(Value left, String operator, Value right) {
        boolean equality = operator.equals("==") || operator.equals("!=");
        if (left.text().equals("resource") && !operator.equals("!=")) {
            if (isChanged(right.text())) {
                return Truth.YES;
            }
            if (isAnother(right.text())) {
                return Truth.NO;
            }
        }
        boolean among = right.known().isPresent() && (operator.equals("in") || operator.equals("=="));
        if (among && left.text().equals("resource")) {
            return among(right.known().get());
        }
        if (among && left.text().equals("action") && question.action().known()) {
            return Truth.of(right.known().get().stream().anyMatch(question.action()::is));
        }
        if (operator.equals("has") && isThere(left.text() + "." + right.text())) {
            return Truth.YES;
        }
        if (equality && left.known().isPresent() && right.known().isPresent()) {
            return Truth.of(left.known().equals(right.known()) == operator.equals("=="));
        }
        if (!equality || left.truth() == Truth.UNKNOWN || right.truth() == Truth.UNKNOWN) {
            return Truth.UNKNOWN;
        }
        return Truth.of((left.truth() == right.truth()) == operator.equals("=="));
    }

    /** Whether what is changed is one of the entities, or in one of them. */
    private Truth among(Set<String> entities) {
        if (entities.stream().anyMatch(this::isChanged)) {
            return Truth.YES;
        }
        return entities.stream().allMatch(this::isAnother) ? Truth.NO : Truth.UNKNOWN;
    }

    private boolean isThere(String path) {
        return Stream.concat(question.flags().keySet().stream(), question.values().keySet().stream())
                .anyMatch(member -> (member + ".").startsWith(path + "."));
    }

    private Value unary() throws NotUnderstood {
        if (tokens.take("!")) {
            var value = unary();
            return new Value("!" + value.text(), value.truth().not());
        }
        return member();
    }

    private Value member() throws NotUnderstood {
        var value = primary();
        while (true) {
            if (tokens.take(".")) {
                var name = tokens.take();
                value = tokens.take("(") ? call(value, name) : at(value.text() + "." + name);
            } else if (tokens.take("[")) {
                value = at(value.text() + "." + unquoted(tokens.take()));
                tokens.need("]");
            } else if (tokens.take("(")) {
                value = new Value(value.text() + "(" + list(")").text() + ")", Truth.UNKNOWN);
            } else {
                return value;
            }
        }
    }

    /** {@code x["y"]} is {@code x.y}. */
    private static String unquoted(String name) throws NotUnderstood {
        if (name.length() < 2 || !name.startsWith("\"")) {
            throw new NotUnderstood();
        }
        return name.substring(1, name.length() - 1);
    }

    private Value at(String path) {
        var flag = question.flags().get(path);
        return new Value(
                path,
                flag == null ? Truth.UNKNOWN : Truth.of(flag),
                Optional.ofNullable(question.values().get(path)));
    }

    private Value call(Value set, String name) throws NotUnderstood {
        var argument = list(")");
        var text = set.text() + "." + name + "(" + argument.text() + ")";
        if (set.known().isEmpty() || argument.known().isEmpty()) {
            return new Value(text, Truth.UNKNOWN);
        }
        var all = set.known().get();
        var wanted = argument.known().get();
        return new Value(
                text,
                switch (name) {
                    case "contains", "containsAll" -> Truth.of(all.containsAll(wanted));
                    case "containsAny" -> Truth.of(wanted.stream().anyMatch(all::contains));
                    default -> Truth.UNKNOWN;
                });
    }

    private Value primary() throws NotUnderstood {
        if (tokens.take("(")) {
            var inner = or();
            tokens.need(")");
            return inner;
        }
        if (tokens.take("[")) {
            var all = list("]");
            return new Value("[" + all.text() + "]", Truth.UNKNOWN, all.known());
        }
        var word = tokens.take();
        if (!word.matches("[A-Za-z0-9_\"].*") || word.equals("if")) {
            throw new NotUnderstood();
        }
        return switch (word) {
            case "true" -> new Value(word, Truth.YES);
            case "false" -> new Value(word, Truth.NO);
            default ->
                new Value(word, Truth.UNKNOWN, word.contains("::") ? Optional.of(Set.of(word)) : Optional.empty());
        };
    }

    /** What stands in brackets; known where every part is. */
    private Value list(String end) throws NotUnderstood {
        var parts = new ArrayList<Value>();
        while (!tokens.take(end)) {
            parts.add(or());
            tokens.take(",");
        }
        var known = parts.stream().allMatch(p -> p.known().isPresent())
                ? Optional.of(parts.stream()
                        .flatMap(p -> p.known().orElseThrow().stream())
                        .collect(Collectors.toSet()))
                : Optional.<Set<String>>empty();
        return new Value(parts.stream().map(Value::text).collect(Collectors.joining(",")), Truth.UNKNOWN, known);
    }
}
