package dev.cmkconsole.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * The first line of a journal file: which chain begins here, and which one it takes over from.
 *
 * @param chain a random id, so that two journals are never taken for one
 * @param follows the journal that was set aside when this one began
 * @param hash of this line; the first entry's previous hash
 */
public record JournalHeader(String chain, Instant at, Optional<Predecessor> follows, String hash) {

    /**
     * @param file name of the file that was set aside, in the same directory at that time
     * @param seq number of its last entry, as far as is known
     * @param head the hash which that entry carries
     * @param sha256 digest of the whole file as it was set aside; of nothing when it was lost
     */
    public record Predecessor(String file, long seq, String head, String sha256) {}
}
