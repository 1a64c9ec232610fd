package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        found.from()
                .ifPresent(
                        from -> lines.add("From " + from + " to " + found.to().orElse(from)));
        found.head().ifPresent(head -> lines.add("Head " + found.headSeq() + " " + head));
        predecessor(found)
                .ifPresent(old ->
                        lines.add("Follows " + old.file() + ", which ended at entry " + old.seq() + " " + old.head()));
        lines.add("File " + file);
        return lines;
    }

    private static String headline(Verification found) {
        if (found.head().isEmpty() && found.faults().isEmpty()) {
            return "Nothing has been recorded yet.";
        }
        String entries = found.entries() == 1 ? "1 entry" : found.entries() + " entries";
        return found.intact()
                ? "The journal is intact: " + entries + "."
                : "The journal is damaged: " + entries + " can be read.";
    }

    private static Optional<JournalHeader.Predecessor> predecessor(Verification found) {
        return found.header().flatMap(JournalHeader::follows);
    }

    static ObjectNode json(Path file, Verification found) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toString())
                .put("intact", found.intact())
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
        found.from().ifPresent(from -> json.put("from", from.toString()));
        found.to().ifPresent(to -> json.put("to", to.toString()));
        var faults = json.putArray("faults");
        found.faults()
                .forEach(fault -> faults.addObject()
                        .put("kind", fault.kind().name())
                        .put("line", fault.line())
                        .put("seq", fault.seq())
                        .put("breaksChain", fault.kind().breaksChain())
                        .put("detail", fault.detail()));
        return json;
    }
}
