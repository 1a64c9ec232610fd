package dev.cmkconsole.policy.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A policy pattern with {@code *} and {@code ?}. Characters that came from a variable are always literal. */
public final class Glob {

    private static final int ANY = -1;
    private static final int ONE = -2;

    private final int[] tokens;

    private Glob(int[] tokens) {
        this.tokens = tokens;
    }

    /** A pattern in which every {@code *} and {@code ?} is a wildcard. */
    public static Glob of(String pattern) {
        var tokens = new int[pattern.length()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = token(pattern.charAt(i));
        }
        return new Glob(tokens);
    }

    private static int token(char c) {
        if (c == '*') {
            return ANY;
        }
        return c == '?' ? ONE : c;
    }

    /** A pattern without wildcards. */
    static Glob literal(String text) {
        return new Glob(text.chars().toArray());
    }

    /**
     * Expands {@code ${key}}, {@code ${key, 'default'}} and the escapes {@code ${*}}, {@code ${?}}, {@code ${$}}.
     *
     * @param wildcards whether unescaped {@code *} and {@code ?} of the pattern are wildcards
     * @param lookup returns a variable's value
     * @throws UnresolvedVariable where {@code lookup} has none and the pattern gives no default
     */
    public static Glob expand(String pattern, boolean wildcards, @Nullable Function<String, Resolved> lookup)
            throws UnresolvedVariable {
        if (!pattern.contains("${")) {
            return wildcards ? of(pattern) : literal(pattern);
        }
        var out = new int[0];
        int length = 0;
        int at = 0;
        while (at < pattern.length()) {
            int close = pattern.startsWith("${", at) ? pattern.indexOf('}', at) : -1;
            int[] piece;
            if (close > 0) {
                piece = variable(pattern.substring(at + 2, close), lookup)
                        .chars()
                        .toArray();
                at = close + 1;
            } else {
                char c = pattern.charAt(at++);
                piece = new int[] {wildcards ? token(c) : c};
            }
            if (length + piece.length > out.length) {
                out = Arrays.copyOf(out, Math.max(length + piece.length, 2 * out.length));
            }
            System.arraycopy(piece, 0, out, length, piece.length);
            length += piece.length;
        }
        return new Glob(Arrays.copyOf(out, length));
    }

    private static String variable(String body, @Nullable Function<String, Resolved> lookup) throws UnresolvedVariable {
        if (body.equals("*") || body.equals("?") || body.equals("$")) {
            return body;
        }
        int comma = body.indexOf(',');
        var name = (comma < 0 ? body : body.substring(0, comma)).strip();
        var found = Objects.requireNonNull(lookup, "a pattern with variables").apply(name);
        if (found.value() != null) {
            return found.value();
        }
        if (comma >= 0 && found.state() == Truth.FALSE) {
            var fallback = body.substring(comma + 1).strip();
            if (fallback.length() >= 2 && fallback.startsWith("'") && fallback.endsWith("'")) {
                return fallback.substring(1, fallback.length() - 1);
            }
        }
        throw new UnresolvedVariable(found.state());
    }

    public boolean matches(String text) {
        return matches(text, 0, text.length(), 0, tokens.length, false);
    }

    public boolean matchesIgnoreCase(String text) {
        return matches(text, 0, text.length(), 0, tokens.length, true);
    }

    private static boolean same(int token, char c, boolean ignoreCase) {
        return token == c || ignoreCase && token >= 0 && folded(token) == folded(c);
    }

    private static int folded(int c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    /** Matches each of the six colon-separated ARN fields separately. A lone {@code *} matches anything. */
    public boolean matchesArn(String arn) {
        if (tokens.length == 1 && tokens[0] == ANY) {
            return true;
        }
        int from = 0;
        int token = 0;
        for (int field = 0; field < 5; field++) {
            int end = arn.indexOf(':', from);
            int tokenEnd = indexOfColon(token);
            if (end < 0 || tokenEnd < 0 || !matches(arn, from, end, token, tokenEnd, false)) {
                return false;
            }
            from = end + 1;
            token = tokenEnd + 1;
        }
        return matches(arn, from, arn.length(), token, tokens.length, false);
    }

    boolean isArnPattern() {
        return (tokens.length == 1 && tokens[0] == ANY)
                || Arrays.stream(tokens).filter(t -> t == ':').count() >= 5;
    }

    private int indexOfColon(int from) {
        for (int i = from; i < tokens.length; i++) {
            if (tokens[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    /** Runs in linear time in practice. A mismatch retries only the last star, so no pattern takes exponential time. */
    private boolean matches(String text, int from, int to, int tokenFrom, int tokenTo, boolean ignoreCase) {
        int t = from;
        int p = tokenFrom;
        int star = -1;
        int mark = from;
        while (t < to) {
            if (p < tokenTo && tokens[p] == ANY) {
                star = p++;
                mark = t;
            } else if (p < tokenTo && (tokens[p] == ONE || same(tokens[p], text.charAt(t), ignoreCase))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < tokenTo && tokens[p] == ANY) {
            p++;
        }
        return p == tokenTo;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int token : tokens) {
            text.append(token == ANY ? '*' : token == ONE ? '?' : (char) token);
        }
        return text.toString();
    }

    /**
     * A variable's value, or the reason for its absence.
     *
     * @param state TRUE with a value, FALSE for a key known to be absent, UNKNOWN otherwise
     */
    public record Resolved(Truth state, @Nullable String value) {}

    /** A variable without a value. {@link #state} is FALSE where its key is known to be absent, otherwise UNKNOWN. */
    public static final class UnresolvedVariable extends Exception {
        public final transient Truth state;

        UnresolvedVariable(Truth state) {
            super("policy variable has no value", null, false, false);
            this.state = state;
        }
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
