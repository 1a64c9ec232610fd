package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.journal.JournalFault;
import dev.cmkconsole.journal.JournalHeader;
import dev.cmkconsole.journal.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints a verification of the journal for people and for programs. */
final class VerificationOutput {
    private VerificationOutput() {}

    static List<String> text(Path file, Verification found) {
        var lines = new ArrayList<String>();
        lines.add(headline(found));
        found.faults().forEach(fault -> lines.add("line " + fault.line() + ": " + fault.detail()));
        found.period().ifPresent(period -> lines.add("From " + period.from() + " to " + period.to()));
        found.head().ifPresent(head -> lines.add("Head " + found.headSeq() + " " + head));
        predecessor(found)
                .ifPresent(old ->
                        lines.add("Follows " + old.file() + ", which ended at entry " + old.seq() + " " + old.head()));
        found.archived().forEach(archived -> lines.addAll(archived(archived)));
        lines.add("File " + file);
        return lines;
    }

    private static String headline(Verification found) {
        if (found.head().isEmpty() && found.faults().isEmpty()) {
            return "Nothing has been recorded yet.";
        }
        String entries = entries(found.entries());
        return switch (found.standing()) {
            case INTACT -> "The journal is intact: " + entries + ".";
            case CUT_OFF -> "The journal is intact up to its last complete line: " + entries + ".";
            case NEWER ->
                "A newer version of this program wrote a part of the journal: " + entries
                        + " can be read. Verify it with that version.";
            case DAMAGED -> "The journal is damaged: " + entries + " can be read.";
        };
    }

    private static List<String> archived(Verification.Archived archived) {
        var lines = new ArrayList<String>();
        lines.add("Archived journal " + archived.file() + ": "
                + switch (archived.state()) {
                    case UNCHANGED ->
                        "unchanged since it was set aside, " + entries(archived.entries()) + " can be read";
                    case ALTERED -> "changed after it was set aside, " + entries(archived.entries()) + " can be read";
                    case MISSING -> "not there";
                }
                + ".");
        archived.damage().forEach(fault -> lines.add("  line " + fault.line() + ": " + fault.detail()));
        return lines;
    }

    private static String entries(long number) {
        return number == 1 ? "1 entry" : number + " entries";
    }

    private static Optional<JournalHeader.Predecessor> predecessor(Verification found) {
        return found.header().flatMap(JournalHeader::follows);
    }

    static ObjectNode json(Path file, Verification found) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toString())
                .put("intact", found.intact())
                .put("standing", found.standing().name())
                .put("entries", found.entries())
                .put("headSeq", found.headSeq());
        found.head().ifPresent(head -> json.put("head", head));
        found.header().ifPresent(header -> json.put("chain", header.chain()));
        predecessor(found)
                .ifPresent(old -> json.putObject("follows")
                        .put("file", old.file())
                        .put("seq", old.seq())
                        .put("head", old.head())
                        .put("sha256", old.sha256()));
        found.period()
                .ifPresent(period -> json.put("from", period.from().toString())
                        .put("to", period.to().toString()));
        json.put("newer", found.onlyNewer());
        var archived = json.putArray("archived");
        found.archived()
                .forEach(old -> faults(
                        archived.addObject()
                                .put("file", old.file())
                                .put("state", old.state().name())
                                .put("entries", old.entries())
                                .putArray("faults"),
                        old.damage()));
        faults(json.putArray("faults"), found.faults());
        return json;
    }

    private static void faults(ArrayNode faults, List<JournalFault> found) {
        found.forEach(fault -> faults.addObject()
                .put("kind", fault.kind().name())
                .put("line", fault.line())
                .put("seq", fault.seq())
                .put("breaksChain", fault.kind().breaksChain())
                .put("detail", fault.detail()));
    }
}
