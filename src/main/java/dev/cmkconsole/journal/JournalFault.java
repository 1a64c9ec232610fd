package dev.cmkconsole.journal;

/**
 * One fault that a check of the journal found.
 *
 * @param line number in the file, from 1; where entries are missing at the end, the line after the last one
 * @param seq number of the entry; -1 where the line does not tell it
 * @param detail one English sentence for a report
 */
public record JournalFault(FaultKind kind, long line, long seq, String detail) {}
