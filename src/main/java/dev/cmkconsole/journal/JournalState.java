package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.ProjectTraces;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The state of a journal after the lines seen so far. */
final class JournalState {
    private final OpenIntents open = new OpenIntents();
    private final ProjectTraces traces = new ProjectTraces();
    private boolean header;
    private long seq;
    private String hash = JournalFormat.ORIGIN;
    private JournalEntry last;
    private long validLength;
    private JournalFault firstBreak;

    /** Reads an entire journal, and compares it with the mark of its head. */
    static JournalState read(JournalFiles files) throws IOException {
        // The mark is read first: entries written meanwhile then only make the journal longer than the mark says.
        var mark = HeadMark.read(files.head());
        var state = new JournalState();
        var head = new HeadCheck(mark);
        try (var scan = JournalScan.of(files.journal())) {
            for (var line = scan.next(); line.isPresent(); line = scan.next()) {
                state.see(line.get());
                head.see(line.get());
            }
        }
        head.result().ifPresent(state::breakAt);
        return state;
    }

    private void see(JournalScan.Line line) {
        if (line.torn()) {
            return;
        }
        validLength = line.end();
        line.faults().stream()
                .filter(fault -> fault.kind().breaksChain())
                .findFirst()
                .ifPresent(this::breakAt);
        line.content().ifPresent(content -> {
            switch (content) {
                case JournalFormat.Content.Header(JournalHeader first) -> see(first.hash());
                case JournalFormat.Content.Entry(JournalEntry entry) -> see(entry);
            }
        });
    }

    private void breakAt(JournalFault fault) {
        if (firstBreak == null || firstBreak.kind() == FaultKind.NEWER_FORMAT && fault.kind() != firstBreak.kind()) {
            firstBreak = fault;
        }
    }

    void see(String headerHash) {
        header = true;
        hash = headerHash;
    }

    void see(JournalEntry entry) {
        seq = entry.seq();
        hash = entry.hash();
        last = entry;
        open.see(entry);
        traces.see(entry);
    }

    boolean hasHeader() {
        return header;
    }

    /** Number of the last entry, 0 before the first. */
    long seq() {
        return seq;
    }

    /** Hash of the last line. The next line continues it. */
    String hash() {
        return hash;
    }

    Optional<JournalEntry> last() {
        return Optional.ofNullable(last);
    }

    /** Bytes up to the end of the last complete line. */
    long validLength() {
        return validLength;
    }

    /** The first fault because of which the chain cannot be continued. A line of a later format gives way to others. */
    Optional<JournalFault> firstBreak() {
        return Optional.ofNullable(firstBreak);
    }

    ProjectTraces traces() {
        return traces;
    }

    List<JournalEntry> openIntents() {
        return open.all();
    }

    List<JournalEntry> openIntents(String projectId) {
        return open.of(projectId);
    }
}
