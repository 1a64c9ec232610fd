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
 * @param period of its entries
 * @param faults in the order of lines
 * @param archived the journals that were set aside before this one, newest first
 */
public record Verification(
        long entries,
        long headSeq,
        Optional<String> head,
        Optional<JournalHeader> header,
        Optional<Period> period,
        List<JournalFault> faults,
        List<Archived> archived) {

    public Verification {
        faults = List.copyOf(faults);
        archived = List.copyOf(archived);
    }

    /** The times of the first and the last entry. */
    public record Period(Instant from, Instant to) {
        static Optional<Period> of(Instant from, Instant to) {
            return Optional.ofNullable(from).map(first -> new Period(first, to));
        }
    }

    /**
     * A journal that was set aside.
     *
     * @param file its name, in the same folder
     * @param entries number of readable entries
     * @param damage what its lines show; mostly the reason why it was set aside
     */
    public record Archived(String file, State state, long entries, List<JournalFault> damage) {
        /** The comparison with the digest in its successor's first line. */
        public enum State {
            UNCHANGED,
            ALTERED,
            MISSING
        }

        public Archived {
            damage = List.copyOf(damage);
        }
    }

    /** The one judgment of a journal, which every command and the window ask for. */
    public enum Standing {
        /** Every acknowledged entry is there unchanged, as far as the file and its mark show. */
        INTACT,
        /** The same, but the last line is incomplete. It was never acknowledged, and the next write sets it aside. */
        CUT_OFF,
        /** The only faults that break the chain are lines of a later format: a later version can read them. */
        NEWER,
        DAMAGED
    }

    public Standing standing() {
        var breaks = faults.stream().filter(fault -> fault.kind().breaksChain()).toList();
        if (!breaks.isEmpty()) {
            return breaks.stream().allMatch(fault -> fault.kind() == FaultKind.NEWER_FORMAT)
                    ? Standing.NEWER
                    : Standing.DAMAGED;
        }
        return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.TORN_TAIL)
                ? Standing.CUT_OFF
                : Standing.INTACT;
    }

    public boolean onlyNewer() {
        return standing() == Standing.NEWER;
    }

    /** The same in the terms of the port. */
    public HistoryFile.JournalCheck check() {
        return new HistoryFile.JournalCheck(
                intact(),
                entries,
                head,
                faults.stream().map(f -> "Line " + f.line() + ": " + f.detail()).toList(),
                onlyNewer());
    }

    /**
     * Whether every acknowledged entry is there unchanged, as far as the file and its mark show. Every journal set aside
     * before it must be there as it was then.
     */
    public boolean intact() {
        return standing() == Standing.INTACT || standing() == Standing.CUT_OFF;
    }
}
