package dev.cmkconsole.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * The first line of a journal file: the chain that begins here, and the one that it continues.
 *
 * @param chain a random id, so that two journals are never confused
 * @param follows the journal that was set aside when this one began
 * @param hash of this line; the first entry's previous hash
 */
public record JournalHeader(String chain, Instant at, Optional<Predecessor> follows, String hash) {

    /**
     * @param file name of the file that was set aside, in the same directory at that time
     * @param seq number of its last known entry
     * @param head the hash of that entry
     * @param sha256 digest of the entire file that was set aside; of no bytes where the file was lost
     */
    public record Predecessor(String file, long seq, String head, String sha256) {}
}
