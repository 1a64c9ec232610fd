package dev.cmkconsole.journal;

import java.util.Optional;

/** Compares a journal, line by line, with the mark of its head. */
final class HeadCheck {
    private final Optional<HeadMark> mark;
    private long lines;
    private long seq;
    private Optional<JournalFault> differs = Optional.empty();

    HeadCheck(Optional<HeadMark> mark) {
        this.mark = mark;
    }

    void see(JournalScan.Line line) {
        if (line.torn()) {
            return;
        }
        lines = line.number();
        line.entry().ifPresent(entry -> {
            seq = Math.max(seq, entry.seq());
            if (mark.filter(m -> m.seq() == entry.seq() && !m.hash().equals(entry.hash()))
                    .isPresent()) {
                differs = Optional.of(new JournalFault(
                        FaultKind.HEAD_DIFFERS,
                        line.number(),
                        entry.seq(),
                        "Entry " + entry.seq()
                                + " is not the one that was once written here: the mark of the journal's head"
                                + " has another hash."));
            }
        });
    }

    Optional<JournalFault> result() {
        return differs.or(() -> mark.filter(m -> m.seq() > seq)
                .map(m -> new JournalFault(
                        FaultKind.TAIL_MISSING,
                        lines + 1,
                        seq + 1,
                        "The journal once reached entry " + m.seq() + "; "
                                + (m.seq() - seq == 1
                                        ? "entry " + m.seq() + " is"
                                        : "entries " + (seq + 1) + " to " + m.seq() + " are")
                                + " missing from its end.")));
    }
}
