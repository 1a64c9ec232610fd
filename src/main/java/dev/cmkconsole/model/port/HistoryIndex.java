package dev.cmkconsole.model.port;

import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

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

    /** What an overview of days needs of an entry. */
    record Mark(Instant at, Optional<JournalDraft.Outcome> outcome) {}

    /** Passes a mark of every entry that the query finds, without holding the entries in memory. */
    default void marks(Query query, Consumer<Mark> visitor) {
        find(query)
                .forEach(entry ->
                        visitor.accept(new Mark(entry.at(), entry.what().outcome())));
    }

    /** All entries of one run, oldest first. Empty when the index cannot tell, so that the journal has to be read. */
    default Optional<List<JournalEntry>> ofRun(String runId) {
        return Optional.empty();
    }

    /** How much of the journal is indexed, in percent, while the index is being built; empty otherwise. */
    default OptionalInt building() {
        return OptionalInt.empty();
    }
}
