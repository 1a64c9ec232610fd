package dev.cmkconsole.preflight.verdict;
/** The subject of a check, in the order of the report. */
public enum Group {
    YOU,
    ROLE,
    TRUST,
    ACCESS,
    KEY,
    ATLAS
}
