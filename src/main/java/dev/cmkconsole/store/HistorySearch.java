package dev.cmkconsole.store;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.HistoryIndex.Mark;
import dev.cmkconsole.model.port.HistoryIndex.Query;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.store.CacheDatabase.Location;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Searches the history on the caller's thread. The index only says where entries are; their content is read from the
 * journal. Without an answer of the index the journal is read from its end.
 */
final class HistorySearch {
    private static final int PAGE = 1000;

    /** What the search asks the index. An empty answer means that the index cannot tell. */
    interface Index {
        Optional<List<Location>> locations(Query query, long before, int limit);

        Optional<List<Mark>> marks(Query query);

        Optional<List<Location>> ofRun(String runId);

        /** Takes note that the journal does not have what the index says. */
        void mistaken();
    }

    private final Index index;
    private final Journal journal;
    private final Clock clock;

    HistorySearch(Index index, Journal journal, Clock clock) {
        this.index = index;
        this.journal = journal;
        this.clock = clock;
    }

    List<JournalEntry> find(Query query) {
        if (query.limit() <= 0) {
            return List.of();
        }
        return byIndex(query).orElseGet(() -> inJournal(query));
    }

    private Optional<List<JournalEntry>> byIndex(Query query) {
        boolean anyText = HistoryMatch.words(query).isEmpty();
        var found = new ArrayList<JournalEntry>();
        long before = Long.MAX_VALUE;
        while (true) {
            int size = anyText ? Math.min(PAGE, query.limit() - found.size()) : PAGE;
            var page = index.locations(query, before, size);
            var entries = page.flatMap(this::read);
            if (entries.isEmpty()) {
                return Optional.empty();
            }
            entries.get().stream()
                    .filter(entry -> HistoryMatch.matches(query, entry))
                    .limit(query.limit() - found.size())
                    .forEach(found::add);
            if (page.get().size() < size || found.size() >= query.limit()) {
                return Optional.of(found);
            }
            before = page.get().getLast().place();
            goOn();
        }
    }

    private Optional<List<JournalEntry>> read(List<Location> locations) {
        var entries = journal.at(locations.stream().map(Location::place).toList());
        var places = locations.stream().map(Location::seq).toList();
        if (entries.stream().map(JournalEntry::seq).toList().equals(places)) {
            return Optional.of(entries);
        }
        index.mistaken();
        return Optional.empty();
    }

    private List<JournalEntry> inJournal(Query query) {
        var found = new ArrayList<JournalEntry>();
        newestFirst(query, entry -> {
            found.add(entry);
            return found.size() < query.limit();
        });
        return found;
    }

    /** Passes what the query finds, newest first, while the visitor returns true. */
    private void newestFirst(Query query, Predicate<JournalEntry> visitor) {
        var read = new int[1];
        journal.newestFirst(entry -> {
            if (++read[0] % PAGE == 0) {
                goOn();
            }
            return !HistoryMatch.matches(query, entry) || visitor.test(entry);
        });
    }

    void marks(Query query, Consumer<Mark> visitor) {
        index.marks(query)
                .ifPresentOrElse(
                        found -> found.forEach(visitor),
                        () -> newestFirst(query, entry -> {
                            visitor.accept(new Mark(entry.at(), entry.what().outcome()));
                            return true;
                        }));
    }

    Optional<List<JournalEntry>> ofRun(String runId) {
        return index.ofRun(runId).flatMap(this::read);
    }

    /** A long search ends when its thread is interrupted. */
    private void goOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new ServiceException(
                    new Problem.Local("history.find", "INTERRUPTED", "The search was stopped.", clock.instant()));
        }
    }
}
