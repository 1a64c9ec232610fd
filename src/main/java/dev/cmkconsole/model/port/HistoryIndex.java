package dev.cmkconsole.model.port;

import dev.cmkconsole.model.record.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A search index over the journal, which is built anew whenever the two differ. */
public interface HistoryIndex {

    /**
     * @param text words that every result contains anywhere; empty for all entries
     * @param procedures one of these; empty for all
     * @param to not included
     * @param limit at most this many, newest first
     */
    public record Query(
            String text,
            Optional<String> projectId,
            Set<String> procedures,
            Optional<Instant> from,
            Optional<Instant> to,
            int limit) {
        public Query {
            procedures = Set.copyOf(procedures);
        }
    }

    void add(JournalEntry entry);

    List<JournalEntry> find(Query query);
}
