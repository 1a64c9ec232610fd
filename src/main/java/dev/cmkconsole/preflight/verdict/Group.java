package dev.cmkconsole.preflight.verdict;
/** Whom or what a check is about, in the order in which people look. */
public enum Group {
    YOU,
    ROLE,
    TRUST,
    ACCESS,
    KEY,
    ATLAS
}
