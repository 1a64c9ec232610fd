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
    /** The line continues another line than the one before it: one of the two was replaced. */
    UNLINKED(true),
    /** Numbers are missing. */
    MISSING(true),
    /** A number is repeated, or lower than the one before. */
    REPEATED(true),
    /** Entries that were once on disk are gone from the end. */
    TAIL_MISSING(true),
    /** An entry has another hash than the head mark, or the user, remembers. */
    HEAD_DIFFERS(true),
    /** A journal that was set aside is not there any more. */
    PREDECESSOR_MISSING(true),
    /** A journal that was set aside was changed afterwards. */
    PREDECESSOR_ALTERED(true),
    /**
     * The last line is incomplete, because the computer or the program stopped while writing it. It was never
     * acknowledged.
     */
    TORN_TAIL(false),
    /** The computer's clock was set back between two entries. The order of the lines is still certain. */
    CLOCK_BACKWARDS(false);

    private final boolean breaksChain;

    FaultKind(boolean breaksChain) {
        this.breaksChain = breaksChain;
    }

    /** Whether the journal as a whole can no longer be trusted. */
    public boolean breaksChain() {
        return breaksChain;
    }
}
