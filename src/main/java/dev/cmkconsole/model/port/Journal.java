package dev.cmkconsole.model.port;

import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The append-only record of everything this program did. One process writes it at a time. */
public interface Journal extends AutoCloseable {

    /**
     * Appends one entry and returns when it is on the disk.
     *
     * @throws dev.cmkconsole.model.outcome.ServiceException with code {@code JOURNAL_UNWRITABLE} when it cannot be
     *     written; then nothing may be sent
     */
    JournalEntry append(JournalDraft draft);

    /** All entries, oldest first. */
    List<JournalEntry> entries();

    /** Every entry, oldest first, without holding them all. */
    default void forEach(Consumer<JournalEntry> visitor) {
        entries().forEach(visitor);
    }

    /** The newest entry. */
    default Optional<JournalEntry> last() {
        var all = entries();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Intents of a project that have no outcome: the program ended between the two. Oldest first. */
    List<JournalEntry> openIntents(String projectId);

    @Override
    void close();
}
