package dev.cmkconsole.journal;

/** What can be wrong with a line of the journal. */
public enum FaultKind {
    /** The first line is not a header. */
    NO_HEADER(true),
    /** The line is not one of this format. */
    UNREADABLE(true),
    /** A later version of the program wrote the line. */
    NEWER_FORMAT(true),
    /** The line does not carry the hash of its content: it was changed. */
    ALTERED(true),
    /** The line names another predecessor than the line before it: one of the two was replaced. */
    UNLINKED(true),
    /** Numbers are left out. */
    MISSING(true),
    /** A number comes again or goes back. */
    REPEATED(true),
    /** Entries that were once on disk are gone from the end. */
    TAIL_MISSING(true),
    /** An entry is not the one that the mark of the journal's head, or the person who asks, remembers. */
    HEAD_DIFFERS(true),
    /**
     * The last line was not written to its end: the computer or the program stopped in the middle. It was never
     * acknowledged.
     */
    TORN_TAIL(false),
    /** The computer's clock was set back between two entries; the order of the lines is still certain. */
    CLOCK_BACKWARDS(false);

    private final boolean breaksChain;

    FaultKind(boolean breaksChain) {
        this.breaksChain = breaksChain;
    }

    /** Whether the record can no longer be trusted as a whole. */
    public boolean breaksChain() {
        return breaksChain;
    }
}
