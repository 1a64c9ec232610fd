package dev.cmkconsole.policy.cedar;

import dev.cmkconsole.policy.cedar.CedarTokens.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides whether an organization's policy forbids a change after which clusters or search nodes are not encrypted with
 * a customer's key. What the policy asks beside the key is not known here.
 */
public final class CedarForbids {
    private static final String KEY = ".encryptionAtRest.customerManagedKey";

    /** FORBIDS and ALLOWS are certain. UNCLEAR: the policy is about the key, and its condition asks for more. */
    public enum Answer {
        FORBIDS,
        ALLOWS,
        UNCLEAR
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

    /** @param text what was read, with the blanks left out */
    private record Value(String text, Truth truth) {}

    private final CedarTokens tokens;
    private final String action;
    private final String key;
    private final String project;

    private CedarForbids(CedarTokens tokens, String action, String subject, String project) {
        this.tokens = tokens;
        this.action = "ResourcePolicy::Action::\"" + action + "\"";
        this.key = "context." + subject + KEY + ".enabled";
        this.project = "ResourcePolicy::Project::\"" + project + "\"";
    }

    /** Whether the policy forbids that a cluster of the project is no longer encrypted with the customer's key. */
    public static Answer clusterWithoutKey(String policy, String projectId) {
        return answer(policy, "cluster.modify", "cluster", projectId);
    }

    /** Whether the policy forbids that search nodes of the project are no longer encrypted with the customer's key. */
    public static Answer searchNodesWithoutKey(String policy, String projectId) {
        return answer(policy, "search.deployment.modify", "search", projectId);
    }

    private static Answer answer(String policy, String action, String subject, String projectId) {
        try {
            return new CedarForbids(new CedarTokens(policy), action, subject, projectId).whole();
        } catch (NotUnderstood e) {
            return policy.contains(KEY) && policy.contains(action) ? Answer.UNCLEAR : Answer.ALLOWS;
        }
    }

    private Answer whole() throws NotUnderstood {
        var answers = new ArrayList<Answer>();
        while (tokens.more()) {
            answers.add(statement());
        }
        if (answers.contains(Answer.FORBIDS)) {
            return Answer.FORBIDS;
        }
        return answers.contains(Answer.UNCLEAR) ? Answer.UNCLEAR : Answer.ALLOWS;
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
        holds = holds.and(scope(action::equals, Truth.NO));
        tokens.need(",");
        tokens.need("resource");
        holds = holds.and(scope(project::equals, Truth.UNKNOWN));
        tokens.need(")");
        boolean aboutKey = false;
        while (!tokens.take(";")) {
            boolean unless = tokens.take("unless");
            if (!unless) {
                tokens.need("when");
            }
            tokens.need("{");
            var condition = or();
            tokens.need("}");
            aboutKey |= condition.text().contains(KEY);
            holds = holds.and(unless ? condition.truth().not() : condition.truth());
        }
        return answer(forbids, holds, aboutKey);
    }

    private static Answer answer(boolean forbids, Truth holds, boolean aboutKey) {
        if (!forbids || holds == Truth.NO) {
            return Answer.ALLOWS;
        }
        if (holds == Truth.YES) {
            return Answer.FORBIDS;
        }
        return aboutKey ? Answer.UNCLEAR : Answer.ALLOWS;
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
        return named.stream().allMatch(CedarForbids::isProject) ? Truth.NO : other;
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
        if (left.text().equals("resource") && isProject(right.text()) && !operator.equals("!=")) {
            return Truth.of(right.text().equals(project));
        }
        if (operator.equals("has") && key.startsWith(left.text() + "." + right.text())) {
            return Truth.YES;
        }
        if (!equality || left.truth() == Truth.UNKNOWN || right.truth() == Truth.UNKNOWN) {
            return Truth.UNKNOWN;
        }
        return Truth.of((left.truth() == right.truth()) == operator.equals("=="));
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
                var text = value.text() + "." + tokens.take();
                value = new Value(text, text.equals(key) ? Truth.NO : Truth.UNKNOWN);
            } else if (tokens.take("(")) {
                value = new Value(value.text() + "(" + list(")") + ")", Truth.UNKNOWN);
            } else {
                return value;
            }
        }
    }

    private Value primary() throws NotUnderstood {
        if (tokens.take("(")) {
            var inner = or();
            tokens.need(")");
            return inner;
        }
        if (tokens.take("[")) {
            return new Value("[" + list("]") + "]", Truth.UNKNOWN);
        }
        var word = tokens.take();
        if (!word.matches("[A-Za-z0-9_\"].*") || word.equals("if")) {
            throw new NotUnderstood();
        }
        return switch (word) {
            case "true" -> new Value(word, Truth.YES);
            case "false" -> new Value(word, Truth.NO);
            default -> new Value(word, Truth.UNKNOWN);
        };
    }

    private String list(String end) throws NotUnderstood {
        var words = new ArrayList<String>();
        while (!tokens.take(end)) {
            words.add(or().text());
            tokens.take(",");
        }
        return String.join(",", words);
    }
}
