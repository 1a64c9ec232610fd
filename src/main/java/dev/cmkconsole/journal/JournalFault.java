package dev.cmkconsole.journal;

/**
 * Something a check of the journal found.
 *
 * @param line line number in the file, from 1; the line after the last one for what is missing at the end
 * @param seq number of the entry it is about; -1 where the line does not say
 * @param detail one English sentence for a report
 */
public record JournalFault(FaultKind kind, long line, long seq, String detail) {}
