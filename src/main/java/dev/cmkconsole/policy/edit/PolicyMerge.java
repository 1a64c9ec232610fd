package dev.cmkconsole.policy.edit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.CanonicalPolicy;
import dev.cmkconsole.policy.document.CanonicalPolicy.CanonicalStatement;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adds one statement, or one external id, to a policy that somebody else owns. The text is spliced, not rewritten, so
 * every existing character stays. AWS has no conditional write for policies, and owners must recognize their own
 * document in a diff.
 */
public final class PolicyMerge {

    private PolicyMerge() {}

    /** Size limits of the documents that this program changes (IAM and KMS quotas). */
    public enum Limit {
        /** Role trust policy. White space outside strings does not count. */
        TRUST(2_048),
        /** Role trust policy with the account's quota raised to its maximum. */
        RAISED_TRUST(4_096),
        /** All inline policies of a role together. White space does not count. */
        INLINE(10_240),
        /** Key policy: bytes of the text as sent. */
        KEY(32_768);

        private final int max;

        Limit(int max) {
            this.max = max;
        }

        public int max() {
            return max;
        }

        /** A trust policy that is larger than the default quota shows that the account's quota is raised. */
        public static Limit ofTrust(PolicyDocument present) {
            return TRUST.measure(present) > TRUST.max ? RAISED_TRUST : TRUST;
        }

        int measure(PolicyDocument document) {
            return this == KEY
                    ? document.raw().getBytes(StandardCharsets.UTF_8).length
                    : document.minified().length();
        }
    }

    /** The result of a merge. */
    public sealed interface MergeResult {

        /** @param sid the Sid of the new statement: the wanted one, with a suffix where that one was taken */
        record Merged(PolicyDocument document, Optional<String> sid) implements MergeResult {}

        /**
         * The policy already grants this; there is nothing to write.
         *
         * @param wider true where the existing statement grants more than was asked for
         */
        record AlreadyThere(PolicyStatement existing, boolean wider) implements MergeResult {}

        record TooLarge(int size, int limit) implements MergeResult {}

        /** @param character a character that IAM and KMS refuse in any policy, at {@code offset} of the merged text */
        record IllegalCharacter(int character, int offset) implements MergeResult {}
    }

    /**
     * @param wanted a statement object; its Sid gets a suffix where another statement has the same Sid
     * @throws PolicySyntaxException where {@code wanted} is not a statement
     */
    public static MergeResult append(PolicyDocument document, ObjectNode wanted, Limit limit) {
        var statement = PolicyDocument.statement(document.statements().size(), wanted);
        var canonical = CanonicalPolicy.of(statement);
        for (var existing : document.statements()) {
            var other = CanonicalPolicy.of(existing);
            if (StatementCover.covers(other, canonical)) {
                return new MergeResult.AlreadyThere(existing, !other.equals(canonical));
            }
        }
        var named = wanted.deepCopy();
        var sid = statement.sid().filter(s -> !s.isEmpty()).map(s -> freeSid(document, s));
        sid.ifPresent(s -> named.put("Sid", s));
        var merged = PolicyDocument.parse(splice(document, named));
        verify(document, merged, named);
        return checked(merged, sid, limit);
    }

    /**
     * Adds one more external id to Atlas' own statement, for a trust policy without room for another statement. That
     * statement trusts only Atlas' account, on the sole condition of an external id.
     *
     * @return empty where there is no such statement, or no room for the external id
     */
    public static Optional<MergeResult.Merged> widenAtlasStatement(
            PolicyDocument document, String atlasAccountArn, String externalId, Limit limit) {
        return document.statements().stream()
                .filter(s -> trustsAtlasAlone(CanonicalPolicy.of(s), atlasAccountArn, externalId))
                .map(s -> addExternalId(document, s, externalId, limit))
                .flatMap(r -> r instanceof MergeResult.Merged merged ? Stream.of(merged) : Stream.empty())
                .findFirst();
    }

    private static boolean trustsAtlasAlone(CanonicalStatement statement, String atlasAccountArn, String externalId) {
        var own = CanonicalPolicy.of(
                PolicyDocument.statement(0, AtlasPolicies.trustStatement(atlasAccountArn, externalId)));
        return statement.effect() == own.effect()
                && statement.principals().equals(own.principals())
                && statement.actions().equals(own.actions())
                && statement.resources().equals(own.resources())
                && statement.otherMembers().equals(own.otherMembers())
                && withoutValues(statement).equals(withoutValues(own));
    }

    private static List<String> withoutValues(CanonicalStatement statement) {
        return statement.conditions().stream()
                .map(c -> c.operator() + " " + c.key())
                .toList();
    }

    /**
     * Adds one more external id to those that a trust policy statement accepts. This is the only change to an existing
     * statement that the program offers. It serves roles that several Atlas projects share.
     *
     * @param statement a statement of the document with a {@code StringEquals} condition on {@code sts:ExternalId}
     * @throws IllegalArgumentException where the statement has no such condition
     */
    static MergeResult addExternalId(
            PolicyDocument document, PolicyStatement statement, String externalId, Limit limit) {
        var condition = statement.conditions().stream()
                .filter(c ->
                        c.operator().equalsIgnoreCase("StringEquals") && c.key().equalsIgnoreCase("sts:ExternalId"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the statement asks for no external id"));
        if (condition.values().contains(externalId)) {
            return new MergeResult.AlreadyThere(statement, false);
        }
        var span = document.span(document.pointer(statement, "Condition", condition.operator(), condition.key()));
        var raw = document.raw();
        var value = raw.substring(span.start(), span.end());
        var added = JsonNodeFactory.instance.textNode(externalId).toString();
        var end = value.length() - 1;
        var values = !value.startsWith("[")
                ? "[" + value + ", " + added + "]"
                : value.substring(0, end).stripTrailing()
                        + (condition.values().isEmpty() ? "" : ", ")
                        + added
                        + value.substring(end);
        var merged = PolicyDocument.parse(raw.substring(0, span.start()) + values + raw.substring(span.end()));
        return checked(merged, statement.sid(), limit);
    }

    private static MergeResult checked(PolicyDocument merged, Optional<String> sid, Limit limit) {
        int bad = illegalCharacter(merged.raw());
        if (bad >= 0) {
            return new MergeResult.IllegalCharacter(merged.raw().codePointAt(bad), bad);
        }
        int size = limit.measure(merged);
        return size > limit.max() ? new MergeResult.TooLarge(size, limit.max()) : new MergeResult.Merged(merged, sid);
    }

    /** Offset of the first character outside U+0009, U+000A, U+000D and U+0020 to U+00FF, or -1. */
    static int illegalCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff || (c < 0x20 && c != '\t' && c != '\n' && c != '\r')) {
                return i;
            }
        }
        return -1;
    }

    /** A number, which is the same while an external id or a key is not known yet. */
    private static String freeSid(PolicyDocument document, String sid) {
        var free = sid;
        for (int number = 2; taken(document, free); number++) {
            free = sid + number;
        }
        return free;
    }

    private static boolean taken(PolicyDocument document, String sid) {
        return document.statements().stream()
                .anyMatch(s -> s.sid().filter(sid::equals).isPresent());
    }

    private static String splice(PolicyDocument document, ObjectNode statement) {
        var raw = document.raw();
        var span = document.statementSpan();
        if (raw.charAt(span.start()) == '{') {
            return raw.substring(0, span.start()) + "[" + raw.substring(span.start(), span.end()) + ","
                    + separator(raw, span.start()) + text(raw, span.start(), statement) + "]"
                    + raw.substring(span.end());
        }
        int bracket = span.end() - 1;
        int last = bracket;
        while (Character.isWhitespace(raw.charAt(last - 1))) {
            last--;
        }
        if (document.statements().isEmpty()) {
            return raw.substring(0, last) + text(raw, span.start(), statement) + raw.substring(last);
        }
        int first = raw.indexOf('{', span.start());
        return raw.substring(0, last) + "," + separator(raw, first) + text(raw, first, statement) + raw.substring(last);
    }

    private static boolean inOneLine(String raw) {
        return raw.indexOf('\n') < 0;
    }

    private static String separator(String raw, int at) {
        return inOneLine(raw) ? "" : "\n" + indentation(raw, at);
    }

    private static String indentation(String raw, int at) {
        int line = raw.lastIndexOf('\n', at) + 1;
        int end = line;
        while (end < at && (raw.charAt(end) == ' ' || raw.charAt(end) == '\t')) {
            end++;
        }
        return raw.substring(line, end);
    }

    private static String text(String raw, int at, ObjectNode statement) {
        if (inOneLine(raw)) {
            return statement.toString();
        }
        return AtlasPolicies.pretty(statement).replace("\n", "\n" + indentation(raw, at));
    }

    /** Checks the class's guarantee on every result: all existing content stays, in order, plus one statement. */
    private static void verify(PolicyDocument before, PolicyDocument after, ObjectNode added) {
        int count = before.statements().size();
        var kept = after.statements().size() == count + 1
                && after.version().equals(before.version())
                && after.id().equals(before.id());
        for (int i = 0; kept && i < count; i++) {
            kept = after.statements()
                    .get(i)
                    .json()
                    .equals(before.statements().get(i).json());
        }
        if (!kept
                || !CanonicalPolicy.of(after.statements().get(count))
                        .equals(CanonicalPolicy.of(PolicyDocument.statement(count, added)))) {
            throw new IllegalStateException("merging a statement changed something else in the policy");
        }
    }
}
