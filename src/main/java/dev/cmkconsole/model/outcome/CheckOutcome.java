package dev.cmkconsole.model.outcome;

/**
 * What a check found. What is unknown never counts as a pass. WARN: nothing is broken, and something that would help is
 * missing.
 */
public enum CheckOutcome {
    PASS,
    FAIL,
    CANNOT_TELL,
    WARN
}
