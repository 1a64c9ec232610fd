package dev.cmkconsole.journal;

import dev.cmkconsole.model.port.HistoryFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of a check of a journal.
 *
 * @param entries number of readable entries
 * @param headSeq number of the last entry; 0 when there is none
 * @param head hash of the last line; empty for a file without lines
 * @param from time of the first entry
 * @param to time of the last entry
 * @param faults in the order of lines
 */
public record Verification(
        long entries,
        long headSeq,
        Optional<String> head,
        Optional<JournalHeader> header,
        Optional<Instant> from,
        Optional<Instant> to,
        List<JournalFault> faults) {

    public Verification {
        faults = List.copyOf(faults);
    }

    /** The same in the terms of the port. */
    public HistoryFile.JournalCheck check() {
        return new HistoryFile.JournalCheck(
                intact(),
                entries,
                head,
                faults.stream().map(f -> "Line " + f.line() + ": " + f.detail()).toList());
    }

    /**
     * Whether every acknowledged entry is there unchanged, as far as the file and its mark show, and the last line is
     * complete.
     */
    public boolean intact() {
        return faults.stream().noneMatch(fault -> fault.kind().breaksChain() || fault.kind() == FaultKind.TORN_TAIL);
    }
}
