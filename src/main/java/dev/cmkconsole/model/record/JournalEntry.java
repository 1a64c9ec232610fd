package dev.cmkconsole.model.record;

import java.time.Instant;

/**
 * One written line of the journal.
 *
 * @param seq from 1, without gaps
 * @param previousHash hash of the line before; the first entry continues the journal's header
 * @param hash SHA-256 over this line's content and the previous hash, in hex
 */
public record JournalEntry(long seq, Instant at, JournalDraft what, String previousHash, String hash) {}
