package dev.cmkconsole.policy.edit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.CanonicalPolicy;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statements by which a new document allows less than the one that it replaces: permissions that it no longer gives,
 * and denials that it adds.
 */
public final class TakenStatements {
    private static final String VARIABLE = "${";

    private TakenStatements() {}

    /**
     * @param before blank where there was no document
     * @param after blank where there is none
     * @return a document in which every such statement is an Allow, so that an evaluation shows whom it concerns; empty
     *     where nothing is taken away
     * @throws PolicySyntaxException where one of the texts is no policy
     */
    public static Optional<PolicyDocument> of(String before, String after) {
        var was = parse(before);
        var is = parse(after);
        boolean comparable = comparable(was, is);
        var given = Stream.concat(
                statements(was, StatementEffect.ALLOW).stream()
                        .filter(s -> !comparable || !covered(s, statements(is, StatementEffect.ALLOW))),
                statements(is, StatementEffect.DENY).stream()
                        .filter(s -> !comparable || !same(s, statements(was, StatementEffect.DENY))));
        var version = was.or(() -> is).flatMap(PolicyDocument::version);
        return document(version, given.toList());
    }

    /** Whether anything is taken away, or may be: texts that are no policies cannot be compared. */
    public static boolean any(String before, String after) {
        try {
            return of(before, after).isPresent();
        } catch (PolicySyntaxException e) {
            return true;
        }
    }

    private static Optional<PolicyDocument> parse(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(PolicyDocument.parse(text));
    }

    /** Statements with variables mean something else under another version. */
    private static boolean comparable(Optional<PolicyDocument> was, Optional<PolicyDocument> is) {
        return was.isEmpty()
                || is.isEmpty()
                || was.get().expandsVariables() == is.get().expandsVariables()
                || !was.get().raw().contains(VARIABLE) && !is.get().raw().contains(VARIABLE);
    }

    private static List<PolicyStatement> statements(Optional<PolicyDocument> document, StatementEffect effect) {
        return document.map(PolicyDocument::statements).orElse(List.of()).stream()
                .filter(s -> s.effect() == effect)
                .toList();
    }

    private static boolean covered(PolicyStatement wanted, List<PolicyStatement> present) {
        return present.stream().anyMatch(p -> StatementCover.covers(CanonicalPolicy.of(p), CanonicalPolicy.of(wanted)));
    }

    private static boolean same(PolicyStatement wanted, List<PolicyStatement> present) {
        return present.stream().anyMatch(p -> CanonicalPolicy.of(p).equals(CanonicalPolicy.of(wanted)));
    }

    private static Optional<PolicyDocument> document(Optional<String> version, List<PolicyStatement> statements) {
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        var root = JsonNodeFactory.instance.objectNode();
        version.ifPresent(v -> root.put("Version", v));
        var list = root.putArray("Statement");
        statements.forEach(s -> list.add(((ObjectNode) s.json().deepCopy()).put("Effect", "Allow")));
        return Optional.of(PolicyDocument.parse(root.toString()));
    }
}
