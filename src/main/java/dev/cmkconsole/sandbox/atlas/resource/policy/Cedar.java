package dev.cmkconsole.sandbox.atlas.resource.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a policy in the Cedar language as far as the sandbox needs it: its form, and the tokens of its parts.
 *
 * @param action what stands behind the action, and {@code resource} behind the resource; none where there is no limit
 */
record Cedar(List<String> action, List<String> resource, List<Clause> clauses) {
    /** @param when false for {@code unless} */
    record Clause(boolean when, List<String> tokens) {}

    private static final int LONGEST = 10_000;
    private static final Pattern TOKEN = Pattern.compile("\\s+|//[^\\n"
            + "]*|(\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_]\\w*|\\d+|::|==|!=|<=|>=|&&|\\|\\||[-+*<>!(){}\\[\\].,;:@])");
    private static final Map<String, String> CLOSED_BY = Map.of("(", ")", "{", "}", "[", "]");
    private static final Set<String> NEED_A_RIGHT_SIDE =
            Set.of("==", "!=", "<=", ">=", "<", ">", "&&", "||", "!", "+", "-", "*", ".");
    private static final Set<String> NAMESPACES = Set.of("ResourcePolicy", "cloud");

    /** Why a policy is not taken. The names are those of the contract. */
    enum Fault {
        POLICY_PARSING_ERROR,
        POLICY_HAS_FAILED_VALIDATIONS,
        POLICY_HAS_INVALID_PRINCIPAL,
        POLICY_HAS_BODY_EXCEEDING_MAX_SIZE,
        POLICY_HAS_UNEXPECTED_ENTITIES
    }

    /** A policy that cannot be read. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final Fault fault;

        Unreadable(Fault fault, String detail) {
            super(detail, null, false, false);
            this.fault = fault;
        }
    }

    static Cedar read(String text) {
        if (text.length() > LONGEST) {
            throw new Unreadable(
                    Fault.POLICY_HAS_BODY_EXCEEDING_MAX_SIZE, "The policy is longer than " + LONGEST + " characters.");
        }
        return new Reader(tokens(text)).policy();
    }

    private static List<String> tokens(String text) {
        var result = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new Unreadable(Fault.POLICY_PARSING_ERROR, "Unexpected character at position " + at + ".");
            }
            Optional.ofNullable(matcher.group(1)).ifPresent(result::add);
            at = matcher.end();
        }
        return result;
    }

    /** One pass over the tokens of one policy. */
    private static final class Reader {
        private final ArrayDeque<String> rest;

        Reader(List<String> tokens) {
            rest = new ArrayDeque<>(tokens);
        }

        Cedar policy() {
            while ("@".equals(rest.peek())) {
                rest.poll();
                rest.poll();
                expect("(");
                block("(");
            }
            var effect = rest.poll();
            if (!"forbid".equals(effect) && !"permit".equals(effect)) {
                throw unexpected(effect);
            }
            expect("(");
            var principal = scope("principal", ",");
            var action = scope("action", ",");
            var resource = scope("resource", ")");
            if (!principal.isEmpty()) {
                throw new Unreadable(
                        Fault.POLICY_HAS_INVALID_PRINCIPAL, "The principal of a policy cannot be restricted.");
            }
            if (effect.equals("permit")) {
                throw new Unreadable(Fault.POLICY_HAS_FAILED_VALIDATIONS, "Only forbid policies are supported.");
            }
            var clauses = clauses();
            expect(";");
            if (!rest.isEmpty()) {
                throw unexpected(rest.peek());
            }
            return new Cedar(action, resource, clauses);
        }

        private List<String> scope(String name, String end) {
            expect(name);
            var result = new ArrayList<String>();
            while (!rest.isEmpty() && !rest.peek().equals(end)) {
                var token = rest.poll();
                result.add(token);
                if (CLOSED_BY.containsKey(token)) {
                    result.addAll(block(token));
                }
            }
            expect(end);
            checkEntities(result);
            return result;
        }

        private List<Clause> clauses() {
            var result = new ArrayList<Clause>();
            while ("when".equals(rest.peek()) || "unless".equals(rest.peek())) {
                var when = rest.poll().equals("when");
                expect("{");
                var inside = block("{");
                var body = inside.subList(0, inside.size() - 1);
                if (body.isEmpty() || NEED_A_RIGHT_SIDE.contains(body.getLast())) {
                    throw unexpected("}");
                }
                checkEntities(body);
                result.add(new Clause(when, List.copyOf(body)));
            }
            return result;
        }

        /** Everything up to the bracket that closes this one, which is the last token. */
        private List<String> block(String open) {
            var result = new ArrayList<String>();
            while (!rest.isEmpty()) {
                var token = rest.poll();
                result.add(token);
                if (token.equals(CLOSED_BY.get(open))) {
                    return result;
                }
                if (CLOSED_BY.containsKey(token)) {
                    result.addAll(block(token));
                } else if (CLOSED_BY.containsValue(token)) {
                    throw unexpected(token);
                }
            }
            throw unexpected(null);
        }

        private static void checkEntities(List<String> tokens) {
            for (int i = 0; i + 1 < tokens.size(); i++) {
                var first = i == 0 || !tokens.get(i - 1).equals("::");
                if (tokens.get(i + 1).equals("::") && first && !NAMESPACES.contains(tokens.get(i))) {
                    throw new Unreadable(
                            Fault.POLICY_HAS_UNEXPECTED_ENTITIES, "Unexpected entity type " + tokens.get(i) + ".");
                }
            }
        }

        private void expect(String wanted) {
            var found = rest.poll();
            if (!wanted.equals(found)) {
                throw unexpected(found);
            }
        }

        private static Unreadable unexpected(String token) {
            return new Unreadable(
                    Fault.POLICY_PARSING_ERROR,
                    token == null ? "Unexpected end of the policy." : "Unexpected token `" + token + "`.");
        }
    }
}
