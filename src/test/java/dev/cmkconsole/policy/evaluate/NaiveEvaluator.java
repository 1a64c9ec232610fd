package dev.cmkconsole.policy.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A second evaluator, written from the rules only and without code of the real one. It works directly on the JSON, with
 * truth as 0, 1 (unknown) and 2, recursion for globs, and addresses as big integers. It is deliberately slow and plain.
 */
final class NaiveEvaluator {

    private static final int NO = 0;
    private static final int MAYBE = 1;
    private static final int YES = 2;
    private static final char STAR = '\uE000';
    private static final char MARK = '\uE001';

    /** @param type user, session, root or someone; @param session null where its name is not known */
    record Who(String type, String arn, String account, String session, String id) {}

    /** @param values known keys, lower case; @param unknown keys whose value nobody knows; all others are absent */
    record Facts(Map<String, List<String>> values, Set<String> unknown) {}

    private final Who who;
    private final String action;
    private final String resource;
    private final Facts facts;
    private boolean bounded;

    NaiveEvaluator(Who who, String action, String resource, Facts facts) {
        this.who = who;
        this.action = action;
        this.resource = resource;
        this.facts = facts;
    }

    /** By the effect and, for key policies, by the way the principal is covered: any, named, role, account. */
    int says(JsonNode document, String effect, boolean keyPolicy, String way) {
        boolean variables = document.path("Version").asText().equals("2012-10-17");
        var statements = document.get("Statement");
        int result = NO;
        for (var statement : statements.isArray() ? statements : List.of(statements)) {
            if (statement.get("Effect").asText().equals(effect)) {
                int one = keyPolicy
                        ? principal(statement, way)
                        : statement.has("Principal") || statement.has("NotPrincipal") ? NO : YES;
                one = one == NO ? NO : Math.min(one, action(statement));
                one = one == NO ? NO : Math.min(one, resource(statement, variables));
                one = one == NO ? NO : Math.min(one, conditions(statement, variables));
                result = Math.max(result, one);
            }
        }
        return result;
    }

    /**
     * The KMS rule for a key. The same account needs the key policy by name, or by account plus IAM. Another account
     * needs both. Any deny wins.
     */
    String key(JsonNode keyPolicy, JsonNode identityPolicy, JsonNode boundary, boolean sameAccount) {
        bounded = boundary != null;
        int deny = Math.max(says(keyPolicy, "Deny", true, "any"), says(identityPolicy, "Deny", false, "any"));
        int limit = YES;
        if (boundary != null) {
            deny = Math.max(deny, says(boundary, "Deny", false, "any"));
            limit = says(boundary, "Allow", false, "any");
        }
        int identity = who.type.equals("root") ? YES : Math.min(limit, says(identityPolicy, "Allow", false, "any"));
        int direct = Math.max(
                says(keyPolicy, "Allow", true, "named"), Math.min(limit, says(keyPolicy, "Allow", true, "role")));
        direct = Math.max(direct, Math.min(Math.max(limit, MAYBE), says(keyPolicy, "Allow", true, "condition")));
        int delegated = Math.min(identity, says(keyPolicy, "Allow", true, "account"));
        int allow = Math.max(sameAccount ? direct : Math.min(direct, identity), delegated);
        if (deny == YES) {
            return "EXPLICIT_DENY";
        }
        if (allow == NO) {
            return "IMPLICIT_DENY";
        }
        return deny == MAYBE || allow == MAYBE ? "UNKNOWN" : "ALLOWED";
    }

    private static List<String> list(JsonNode node) {
        var list = new ArrayList<String>();
        if (node.isArray()) {
            node.forEach(each -> list.add(each.asText()));
        } else {
            list.add(node.asText());
        }
        return list;
    }

    private int action(JsonNode statement) {
        var negated = statement.has("NotAction");
        if (!negated && !statement.has("Action")) {
            return NO;
        }
        var found = list(statement.get(negated ? "NotAction" : "Action")).stream()
                .anyMatch(p -> glob(p.toLowerCase(), action.toLowerCase()));
        return found != negated ? YES : NO;
    }

    private int resource(JsonNode statement, boolean variables) {
        var negated = statement.has("NotResource");
        if (!negated && !statement.has("Resource")) {
            return NO;
        }
        int found = NO;
        for (var pattern : list(statement.get(negated ? "NotResource" : "Resource"))) {
            var expanded = variables ? expand(pattern) : pattern;
            int one;
            if (expanded == null) {
                one = negated ? MAYBE : variableKnownAbsent(pattern) ? NO : MAYBE;
            } else {
                one = arnGlob(expanded, resource)
                        ? YES
                        : !glob(expanded, resource) ? NO : resource.split(":", -1).length < 6 ? YES : MAYBE;
            }
            found = Math.max(found, one);
        }
        return negated ? YES - found : found;
    }

    private int principal(JsonNode statement, String way) {
        var negated = statement.has("NotPrincipal");
        if (!negated && !statement.has("Principal")) {
            return NO;
        }
        int named = NO;
        int role = NO;
        int account = NO;
        boolean everyone = false;
        var element = statement.get(negated ? "NotPrincipal" : "Principal");
        for (var value : element.isTextual()
                ? List.of("*")
                : element.has("AWS") ? list(element.get("AWS")) : List.<String>of()) {
            if (value.equals("*")) {
                everyone = true;
            } else if (value.equals(who.account) || value.equals("arn:aws:iam::" + who.account + ":root")) {
                account = YES;
                named = who.type.equals("root") ? YES : named;
            } else if (value.equals(who.id) || value.equals(who.arn)) {
                named = who.type.equals("user") ? YES : named;
                role = who.type.equals("session") ? YES : role;
            } else if (value.equals(who.session)) {
                named = YES;
            } else if (who.type.equals("session")
                    && who.session == null
                    && value.startsWith("arn:aws:sts::" + who.account + ":assumed-role/"
                            + who.arn.substring(who.arn.lastIndexOf('/') + 1) + "/")) {
                named = Math.max(named, MAYBE);
            } else if (who.type.equals("someone") && value.matches("arn:aws:(iam|sts)::" + who.account + ":.*")) {
                named = Math.max(named, MAYBE);
            }
        }
        if (everyone) {
            named = who.type.equals("session") ? named : YES;
            role = who.type.equals("session") ? YES : role;
        }
        if (negated) {
            int denied = everyone ? NO : excluded(named, role, account);
            denied = bounded ? YES : denied;
            denied = statement.get("Effect").asText().equals("Allow") ? Math.min(denied, MAYBE) : denied;
            named = who.type.equals("session") ? NO : denied;
            role = who.type.equals("session") ? denied : NO;
            account = NO;
        }
        return switch (way) {
            case "named" -> named;
            case "role" -> role;
            case "account" -> account;
            case "condition" -> everyone && !negated && namesByArn(statement) ? role : NO;
            default -> Math.max(named, Math.max(role, account));
        };
    }

    private static boolean namesByArn(JsonNode statement) {
        return statement.path("Condition").properties().stream().anyMatch(operator -> {
            var name = operator.getKey().toLowerCase();
            boolean compares = name.contains("string") || name.contains("arn");
            return compares
                    && !name.contains("not")
                    && operator.getValue().properties().stream()
                            .anyMatch(key -> key.getKey().toLowerCase().equals("aws:principalarn"));
        });
    }

    /** Nobody is exempt who is not listed, nor by the account alone; whoever is listed in part may be. */
    private int excluded(int named, int role, int account) {
        if (named == NO && role == NO) {
            return YES;
        }
        if (who.type.equals("root")) {
            return NO;
        }
        boolean whole = named == YES && account == YES && (role == YES || !who.type.equals("session"));
        return whole ? NO : MAYBE;
    }

    private int conditions(JsonNode statement, boolean variables) {
        int all = YES;
        for (var operator : statement.path("Condition").properties()) {
            for (var key : operator.getValue().properties()) {
                all = Math.min(
                        all, condition(operator.getKey(), key.getKey().toLowerCase(), list(key.getValue()), variables));
            }
        }
        return all;
    }

    private int condition(String name, String key, List<String> wanted, boolean variables) {
        var any = name.startsWith("ForAnyValue:");
        var every = name.startsWith("ForAllValues:");
        var operator = name.substring(name.indexOf(':') + 1);
        var lenient = operator.endsWith("IfExists");
        operator = lenient ? operator.substring(0, operator.length() - 8) : operator;
        var negated = operator.contains("Not");
        operator = operator.replace("Not", "");
        var values = facts.values.getOrDefault(key, List.of());
        if (operator.equals("Null")) {
            int absent = facts.unknown.contains(key) ? MAYBE : values.isEmpty() ? YES : NO;
            return wanted.stream()
                    .mapToInt(w -> w.equals("true") ? absent : YES - absent)
                    .max()
                    .orElse(NO);
        }
        if (facts.unknown.contains(key)) {
            return MAYBE;
        }
        if (values.isEmpty()) {
            return lenient || every || (negated && !any) ? YES : NO;
        }
        int all = YES;
        int some = NO;
        for (var value : values) {
            int matched = NO;
            for (var pattern : wanted) {
                matched = Math.max(matched, match(operator, pattern, value, negated, variables));
            }
            int one = negated ? YES - matched : matched;
            all = Math.min(all, one);
            some = Math.max(some, one);
        }
        return any ? some : every || negated ? all : some;
    }

    private int match(String operator, String wanted, String value, boolean negated, boolean variables) {
        var text = operator.startsWith("String") || operator.startsWith("Arn");
        if (text && variables) {
            var expanded = expand(wanted);
            if (expanded == null) {
                return negated || !variableKnownAbsent(wanted) ? MAYBE : NO;
            }
            wanted = expanded;
        }
        boolean same = switch (operator) {
            case "StringEquals" -> wanted.replace(STAR, '*').replace(MARK, '?').equals(value);
            case "StringEqualsIgnoreCase" ->
                wanted.replace(STAR, '*').replace(MARK, '?').equalsIgnoreCase(value);
            case "StringLike" -> glob(wanted, value);
            case "ArnEquals", "ArnLike" -> arnGlob(wanted, value);
            case "Bool" -> wanted.equals(value);
            case "BinaryEquals" -> wanted.equals(value);
            case "IpAddress" -> inside(wanted, value);
            default ->
                operator.startsWith("Numeric")
                        ? order(operator, new BigDecimal(value).compareTo(new BigDecimal(wanted)))
                        : order(operator, instant(value).compareTo(instant(wanted)));
        };
        return same ? YES : NO;
    }

    private static boolean order(String operator, int order) {
        if (operator.endsWith("LessThan")) {
            return order < 0;
        }
        if (operator.endsWith("LessThanEquals")) {
            return order <= 0;
        }
        if (operator.endsWith("GreaterThan")) {
            return order > 0;
        }
        return operator.endsWith("GreaterThanEquals") ? order >= 0 : order == 0;
    }

    private static Instant instant(String text) {
        return text.matches("\\d+")
                ? Instant.ofEpochSecond(Long.parseLong(text))
                : OffsetDateTime.parse(text).toInstant();
    }

    /**
     * Null where a variable has no value. A variable's value is literal: its stars become characters that no policy may
     * have.
     */
    private String expand(String pattern) {
        int open = pattern.indexOf("${");
        if (open < 0) {
            return pattern;
        }
        var values = facts.values.getOrDefault(variable(pattern), List.of());
        return values.size() == 1
                ? pattern.substring(0, open)
                        + values.getFirst().replace('*', STAR).replace('?', MARK)
                        + pattern.substring(pattern.indexOf('}') + 1)
                : null;
    }

    private boolean variableKnownAbsent(String pattern) {
        return !facts.unknown.contains(variable(pattern))
                && facts.values.getOrDefault(variable(pattern), List.of()).isEmpty();
    }

    private static String variable(String pattern) {
        return pattern.substring(pattern.indexOf("${") + 2, pattern.indexOf('}'))
                .toLowerCase();
    }

    private static boolean glob(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            for (int i = 0; i <= text.length(); i++) {
                if (glob(pattern.substring(1), text.substring(i))) {
                    return true;
                }
            }
            return false;
        }
        var literal = pattern.charAt(0) == STAR ? '*' : pattern.charAt(0) == MARK ? '?' : pattern.charAt(0);
        return !text.isEmpty()
                && (pattern.charAt(0) == '?' || literal == text.charAt(0))
                && glob(pattern.substring(1), text.substring(1));
    }

    private static boolean arnGlob(String pattern, String text) {
        if (pattern.equals("*")) {
            return true;
        }
        var patterns = pattern.split(":", 6);
        var fields = text.split(":", 6);
        if (patterns.length != 6 || fields.length != 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!glob(patterns[i], fields[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean inside(String range, String address) {
        try {
            var parts = range.split("/");
            var net = InetAddress.getByName(parts[0]).getAddress();
            var one = InetAddress.getByName(address).getAddress();
            int bits = net.length * 8;
            int shift = bits - (parts.length == 2 ? Integer.parseInt(parts[1]) : bits);
            return net.length == one.length
                    && new BigInteger(1, net).shiftRight(shift).equals(new BigInteger(1, one).shiftRight(shift));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
