package dev.cmkconsole.model.record;

/** What a line of the journal is about. RECONCILED closes an intent without an outcome, by what was observed later. */
public enum EntryKind {
    RUN_STARTED,
    INTENT,
    OUTCOME,
    RECONCILED,
    RUN_ENDED
}
