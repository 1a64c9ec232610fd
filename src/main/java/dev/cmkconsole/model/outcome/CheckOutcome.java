package dev.cmkconsole.model.outcome;

/** What a check found. What is unknown never counts as a pass. */
public enum CheckOutcome {
    PASS,
    FAIL,
    CANNOT_TELL
}
