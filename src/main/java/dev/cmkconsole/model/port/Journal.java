package dev.cmkconsole.model.port;

import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The append-only record of everything this program did. One process writes it at a time. */
public interface Journal extends AutoCloseable {

    /**
     * Appends one entry and returns after it is on disk.
     *
     * @throws dev.cmkconsole.model.outcome.ServiceException with code {@code JOURNAL_UNWRITABLE} when it cannot be
     *     written; then nothing may be sent
     */
    JournalEntry append(JournalDraft draft);

    /** All entries, oldest first. */
    List<JournalEntry> entries();

    /** Passes every entry, oldest first, without holding all of them in memory. */
    default void forEach(Consumer<JournalEntry> visitor) {
        entries().forEach(visitor);
    }

    /** The newest entry. */
    default Optional<JournalEntry> last() {
        var all = entries();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** A project's intents without an outcome, oldest first. The program ended between intent and outcome. */
    List<JournalEntry> openIntents(String projectId);

    @Override
    void close();
}
