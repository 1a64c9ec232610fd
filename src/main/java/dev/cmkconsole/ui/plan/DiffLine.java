package dev.cmkconsole.ui.plan;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import java.util.ArrayList;
import java.util.List;

/** One line of a document change. The sign is part of the text, so that color is not the only mark of the change. */
public record DiffLine(Change change, String text) {

    /** The state of a line in the new document. */
    public enum Change {
        SAME,
        ADDED,
        REMOVED
    }

    public String signed() {
        return switch (change) {
                    case SAME -> "  ";
                    case ADDED -> "+ ";
                    case REMOVED -> "- ";
                }
                + text;
    }

    /**
     * Compares policies in one common layout, because policies often stand on a single line. Text that is not a policy
     * is compared unchanged.
     */
    public static List<DiffLine> ofPolicies(String before, String after) {
        return between(laidOut(before), laidOut(after));
    }

    private static String laidOut(String document) {
        try {
            return document.isBlank() ? "" : PolicyDocument.parse(document).laidOut();
        } catch (PolicySyntaxException e) {
            return document;
        }
    }

    /** Puts the removed lines of a changed block before the added ones. */
    static List<DiffLine> between(String before, String after) {
        var lines = new ArrayList<DiffLine>();
        var added = new ArrayList<DiffLine>();
        for (DiffRow row : DiffRowGenerator.create()
                .lineNormalizer(text -> text)
                .build()
                .generateDiffRows(split(before), split(after))) {
            switch (row.getTag()) {
                case EQUAL -> {
                    lines.addAll(added);
                    added.clear();
                    lines.add(new DiffLine(Change.SAME, row.getNewLine()));
                }
                case INSERT -> added.add(new DiffLine(Change.ADDED, row.getNewLine()));
                case DELETE -> lines.add(new DiffLine(Change.REMOVED, row.getOldLine()));
                case CHANGE -> {
                    lines.add(new DiffLine(Change.REMOVED, row.getOldLine()));
                    added.add(new DiffLine(Change.ADDED, row.getNewLine()));
                }
            }
        }
        lines.addAll(added);
        return lines;
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }
}
