package dev.cmkconsole.store;

import com.fasterxml.jackson.core.JacksonException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots and history index in an H2 file, which may be deleted at any time. Callers never see its faults. A damaged
 * file is rebuilt; if that fails, snapshots are forgotten, the journal itself is searched, and one notice says so.
 *
 * <p>The executor does all work in order. Writing returns at once; reading waits.
 */
public final class H2Store implements SnapshotCache, HistoryIndex, AutoCloseable {
    /** Notice: the file was damaged or did not belong to the journal, and was rebuilt. */
    public static final String REBUILT = "CACHE_REBUILT";
    /** Notice: another process holds the file. This one works without it. */
    public static final String IN_USE = "CACHE_IN_USE";
    /** Notice: no cache is possible. The program works without it. */
    public static final String UNUSABLE = "CACHE_UNUSABLE";
    /** Notice: the index has entries that the journal no longer has. */
    public static final String JOURNAL_LOST_ENTRIES = "JOURNAL_LOST_ENTRIES";

    private static final Logger LOG = LoggerFactory.getLogger(H2Store.class);
    private static final int REBUILDS = 2;

    private final Path file;
    private final Journal journal;
    private final Clock clock;
    private final Executor executor;
    private final Consumer<Problem.Local> notices;
    private CacheDatabase database;
    private CacheDatabase.Head head = CacheDatabase.Head.NONE;
    private int rebuildsLeft = REBUILDS;
    private boolean without;

    private H2Store(Path file, Journal journal, Clock clock, Executor executor, Consumer<Problem.Local> notices) {
        this.file = file;
        this.journal = journal;
        this.clock = clock;
        this.executor = executor;
        this.notices = notices;
    }

    /**
     * Starts opening the file and returns.
     *
     * @param file ends in {@code .mv.db}; its directory exists
     * @param journal the source of the index
     * @param executor runs one task after the other and interrupts none; the caller shuts it down after {@link #close}
     * @param notices receives, in the executor, what the user should know
     */
    public static H2Store open(
            Path file, Journal journal, Clock clock, Executor executor, Consumer<Problem.Local> notices) {
        var store = new H2Store(file, journal, clock, executor, notices);
        store.later("open", _ -> null);
        return store;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(CacheDatabase database) throws SQLException, IOException;
    }

    @Override
    public void save(ProjectSnapshot snapshot) {
        String json;
        try {
            json = StoreJson.write(snapshot);
        } catch (JacksonException e) {
            LOG.warn("a snapshot was not cached: {}", e.toString());
            return;
        }
        later("save", db -> {
            db.save(snapshot.project().id(), json);
            return null;
        });
    }

    @Override
    public Optional<ProjectSnapshot> load(String projectId) {
        return now("load", db -> db.load(projectId), Optional::empty);
    }

    @Override
    public List<ProjectSnapshot> loadAll() {
        return now("loadAll", CacheDatabase::loadAll, List::of);
    }

    @Override
    public void retain(Set<String> projectIds) {
        var kept = Set.copyOf(projectIds);
        later("retain", db -> {
            db.retain(kept);
            return null;
        });
    }

    @Override
    public void add(JournalEntry entry) {
        later("add", db -> {
            if (entry.previousHash().equals(head.hash()) || head.rows() == 0 && entry.seq() == 1) {
                try (var indexing = db.index(head)) {
                    indexing.add(entry);
                    head = indexing.finish();
                }
            } else if (entry.seq() > head.seq()) {
                reconcile(db);
            }
            return null;
        });
    }

    @Override
    public List<JournalEntry> find(Query query) {
        return now("find", db -> db.find(query), () -> inJournal(query));
    }

    private List<JournalEntry> inJournal(Query query) {
        var newest = new ArrayDeque<JournalEntry>();
        journal.forEach(entry -> {
            if (query.limit() > 0 && HistoryMatch.matches(query, entry)) {
                if (newest.size() == query.limit()) {
                    newest.removeLast();
                }
                newest.addFirst(entry);
            }
        });
        return new ArrayList<>(newest);
    }

    private void later(String what, Work<Void> work) {
        try {
            executor.execute(() -> perform(what, work));
        } catch (RejectedExecutionException e) {
            LOG.debug("the cache is shut down: {} is left out", what);
        }
    }

    private <T> T now(String what, Work<T> work, Supplier<T> without) {
        try {
            // join, unlike get, is not left by an interrupt: the work is short, and its thread is not ours to stop.
            return CompletableFuture.supplyAsync(() -> perform(what, work), executor)
                    .join()
                    .orElseGet(without);
        } catch (RejectedExecutionException | CompletionException e) {
            LOG.debug("the cache is shut down: {} is done without", what);
            return without.get();
        }
    }

    /** Empty if there is no cache. */
    private <T> Optional<T> perform(String what, Work<T> work) {
        while (!without) {
            try {
                if (database == null) {
                    open();
                }
                return Optional.ofNullable(work.on(database));
            } catch (SQLException | IOException | RuntimeException e) {
                recover(what, e);
            }
        }
        return Optional.empty();
    }

    private void open() throws SQLException, IOException {
        database = CacheDatabase.open(file);
        reconcile(database);
    }

    /** Brings the index to the journal's state: it adds nothing, the new entries, or all entries. */
    private void reconcile(CacheDatabase db) throws SQLException, IOException {
        head = db.head();
        boolean whole = db.historyRows() == head.rows();
        var last = journal.last();
        if (whole
                && last.map(entry -> entry.seq() == head.seq() && entry.hash().equals(head.hash()))
                        .orElse(head.rows() == 0)) {
            return;
        }
        if (whole && head.rows() > 0 && catchUp(db)) {
            return;
        }
        db.clearHistory();
        try (var indexing = db.index(CacheDatabase.Head.NONE)) {
            each(indexing::add);
            head = indexing.finish();
        }
    }

    /** Adds the entries after the indexed part; false if the two differ up to there. */
    private boolean catchUp(CacheDatabase db) throws SQLException, IOException {
        var known = new Object() {
            boolean sameJournal;
            boolean met;
            boolean first = true;
        };
        var indexed = head;
        try (var indexing = db.index(indexed)) {
            each(entry -> {
                if (known.first) {
                    known.first = false;
                    known.sameJournal = entry.previousHash().equals(indexed.chain());
                }
                if (known.met) {
                    indexing.add(entry);
                } else {
                    known.met = entry.seq() == indexed.seq() && entry.hash().equals(indexed.hash());
                }
            });
            if (known.sameJournal && known.met) {
                head = indexing.finish();
                return true;
            }
        }
        if (known.sameJournal || known.first) {
            notice(
                    JOURNAL_LOST_ENTRIES,
                    "The search index has seen the journal reach entry " + indexed.seq() + " with hash "
                            + indexed.hash() + "; the journal does not hold that entry any more.");
        }
        return false;
    }

    @FunctionalInterface
    private interface EntryWork {
        void on(JournalEntry entry) throws SQLException, JacksonException;
    }

    private static final class Stopped extends RuntimeException {
        Stopped(Exception cause) {
            super(cause);
        }
    }

    private void each(EntryWork work) throws SQLException, IOException {
        try {
            journal.forEach(entry -> {
                try {
                    work.on(entry);
                } catch (SQLException | JacksonException e) {
                    throw new Stopped(e);
                }
            });
        } catch (Stopped e) {
            switch (e.getCause()) {
                case SQLException sql -> throw sql;
                case IOException io -> throw io;
                default -> throw e;
            }
        }
    }

    private void recover(String what, Exception fault) {
        LOG.warn("the cache failed at {}: {}", what, fault.toString());
        letGo();
        if (fault instanceof SQLException sql && sql.getErrorCode() == CacheDatabase.LOCKED) {
            without = true;
            notice(
                    IN_USE,
                    file
                            + " is open in another process. Until this program is started again it works without its"
                            + " cache; the journal is searched instead.");
            return;
        }
        try {
            if (!(fault instanceof ServiceException) && rebuildsLeft-- > 0) {
                CacheDatabase.delete(file);
                open();
                notice(
                        REBUILT,
                        file + " could not be used (" + fault.getMessage()
                                + ") and was rebuilt from the journal. No record is lost.");
                return;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.warn("the cache cannot be rebuilt: {}", e.toString());
            letGo();
        }
        without = true;
        notice(
                UNUSABLE,
                file + " cannot be used (" + fault.getMessage()
                        + "). The program works without its cache; the journal is searched instead.");
    }

    private void notice(String code, String detail) {
        notices.accept(new Problem.Local("cache", code, detail, clock.instant()));
    }

    private void letGo() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** Waits for started work and closes the file. */
    @Override
    public void close() {
        try {
            CompletableFuture.runAsync(
                            () -> {
                                without = true;
                                letGo();
                            },
                            executor)
                    .join();
        } catch (RejectedExecutionException e) {
            LOG.debug("the cache's executor ended before it");
        }
    }
}
