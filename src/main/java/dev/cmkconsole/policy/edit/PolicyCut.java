package dev.cmkconsole.policy.edit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyDocument.Span;
import dev.cmkconsole.policy.document.PolicyStatement;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts one part out of a policy's text, with the comma next to it. Every other character stays, which each cut checks.
 */
final class PolicyCut {
    private static final JsonPointer STATEMENT = JsonPointer.compile("/Statement");

    private PolicyCut() {}

    /** The document without one statement. The last statement leaves an empty list, which AWS does not store. */
    static PolicyDocument statement(PolicyDocument document, PolicyStatement statement) {
        var tree = document.tree();
        if (tree.get("Statement").isArray()) {
            return element(document, STATEMENT, statement.index());
        }
        tree.putArray("Statement");
        var span = document.statementSpan();
        var raw = document.raw();
        return verified(raw.substring(0, span.start()) + "[]" + raw.substring(span.end()), tree);
    }

    static PolicyDocument element(PolicyDocument document, JsonPointer array, int index) {
        var tree = document.tree();
        var elements = (ArrayNode) tree.at(array);
        var spans = new ArrayList<Span>();
        for (int i = 0; i < elements.size(); i++) {
            spans.add(document.span(array.appendIndex(i)));
        }
        elements.remove(index);
        return verified(cut(document, spans, document.span(array), index), tree);
    }

    static PolicyDocument member(PolicyDocument document, JsonPointer object, String name) {
        var tree = document.tree();
        var members = (ObjectNode) tree.at(object);
        var names =
                members.properties().stream().map(java.util.Map.Entry::getKey).toList();
        var spans = names.stream()
                .map(n -> document.memberSpan(object.appendProperty(n)))
                .toList();
        members.remove(name);
        return verified(cut(document, spans, document.span(object), names.indexOf(name)), tree);
    }

    private static String cut(PolicyDocument document, List<Span> spans, Span around, int index) {
        var raw = document.raw();
        if (spans.size() == 1) {
            return raw.substring(0, around.start() + 1) + raw.substring(around.end() - 1);
        }
        return index + 1 < spans.size()
                ? raw.substring(0, spans.get(index).start())
                        + raw.substring(spans.get(index + 1).start())
                : raw.substring(0, spans.get(index - 1).end())
                        + raw.substring(spans.get(index).end());
    }

    private static PolicyDocument verified(String text, ObjectNode expected) {
        var after = PolicyDocument.parse(text);
        if (!after.tree().equals(expected)) {
            throw new IllegalStateException("a cut changed something else in the policy");
        }
        return after;
    }
}
