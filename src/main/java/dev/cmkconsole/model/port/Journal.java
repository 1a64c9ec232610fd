package dev.cmkconsole.model.port;

import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.ProjectTraces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

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

    /**
     * An entry with its place, by which the journal finds it again.
     *
     * @param place of the entry; later entries have greater places
     * @param next place at which reading goes on after this entry
     */
    record Placed(JournalEntry entry, long place, long next) {}

    /**
     * Passes entries from a place on, oldest first, while the visitor returns true.
     *
     * @param place 0 for the beginning, or {@link Placed#next} of an entry
     */
    default void forEachFrom(long place, Predicate<Placed> visitor) {
        var all = entries();
        for (long at = place; at < all.size(); at++) {
            if (!visitor.test(new Placed(all.get((int) at), at, at + 1))) {
                return;
            }
        }
    }

    /** Passes entries newest first, while the visitor returns true. */
    default void newestFirst(Predicate<JournalEntry> visitor) {
        for (var entry : entries().reversed()) {
            if (!visitor.test(entry)) {
                return;
            }
        }
    }

    /** All entries of one run, oldest first. */
    default List<JournalEntry> entriesOfRun(String runId) {
        var found = new ArrayList<JournalEntry>();
        forEach(entry -> {
            if (entry.what().runId().equals(runId)) {
                found.add(entry);
            }
        });
        return found;
    }

    /** The entries at these places, in the given order. A place without an entry is left out. */
    default List<JournalEntry> at(List<Long> places) {
        var all = entries();
        return places.stream()
                .filter(place -> place >= 0 && place < all.size())
                .map(place -> all.get(place.intValue()))
                .toList();
    }

    /** The place after the last entry. */
    default long end() {
        return entries().size();
    }

    /** Hash of the journal's first line, which its first entry names; empty while there is no such line. */
    default Optional<String> chain() {
        var all = entries();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst().previousHash());
    }

    /** The newest entry. */
    default Optional<JournalEntry> last() {
        var all = entries();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /**
     * A project's intents without a known outcome, oldest first. The program ended between intent and outcome, or
     * reading did not determine it.
     */
    List<JournalEntry> openIntents(String projectId);

    /** Asks what all entries tell about the projects. A journal that keeps the traces need not read itself for it. */
    default <T> T trace(Function<ProjectTraces, T> question) {
        var traces = new ProjectTraces();
        forEach(traces::see);
        return question.apply(traces);
    }

    @Override
    void close();
}
