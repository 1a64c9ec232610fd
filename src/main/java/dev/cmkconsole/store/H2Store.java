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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots and history index in an H2 file, which may be deleted at any time. Callers never see its faults. A damaged
 * file, or one that was not closed, is rebuilt. If that fails, or if it does not answer in time, snapshots are
 * forgotten, the journal itself is searched, and one notice says so.
 *
 * <p>The executor does all work in order. Writing returns at once; reading waits, but not longer than a limit.
 */
public final class H2Store implements SnapshotCache, HistoryIndex, AutoCloseable {
    /** Notice: the file was damaged, not closed, or did not belong to the journal, and was rebuilt. */
    public static final String REBUILT = "CACHE_REBUILT";
    /** Notice: another process holds the file. This one works without it. */
    public static final String IN_USE = "CACHE_IN_USE";
    /** Notice: no cache is possible. The program works without it. */
    public static final String UNUSABLE = "CACHE_UNUSABLE";
    /** Notice: the index has entries that the journal no longer has. */
    public static final String JOURNAL_LOST_ENTRIES = "JOURNAL_LOST_ENTRIES";

    /**
     * How long callers wait for the cache.
     *
     * @param answer after this time the cache counts as lost
     * @param closing after this time the cache is left to the end of the process
     */
    record Limits(Duration answer, Duration closing) {
        static final Limits STANDARD = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(3));
    }

    private static final Logger LOG = LoggerFactory.getLogger(H2Store.class);
    private static final int REBUILDS = 2;

    private final Path file;
    private final Limits limits;
    private final Clock clock;
    private final Executor executor;
    private final Consumer<Problem.Local> notices;
    private final JournalIndex index;
    private final HistorySearch search;
    private CacheMark mark;
    private CacheDatabase database;
    private int rebuildsLeft = REBUILDS;
    private volatile boolean without;

    private H2Store(
            Path file,
            Journal journal,
            Clock clock,
            Executor executor,
            Limits limits,
            Consumer<Problem.Local> notices) {
        this.file = file;
        this.limits = limits;
        this.clock = clock;
        this.executor = executor;
        this.notices = notices;
        this.index = new JournalIndex(journal, lost -> notice(JOURNAL_LOST_ENTRIES, lost));
        this.search = new HistorySearch(new Answers(), journal, clock);
    }

    /**
     * Starts opening the file and returns.
     *
     * @param file ends in {@code .mv.db}; its directory exists
     * @param journal the source of the index
     * @param executor runs one task after the other and interrupts none, on a thread that does not keep the process
     *     alive; the caller shuts it down after {@link #close}
     * @param notices receives, in the executor or the thread of a call, what the user should know
     */
    public static H2Store open(
            Path file, Journal journal, Clock clock, Executor executor, Consumer<Problem.Local> notices) {
        return open(file, journal, clock, executor, Limits.STANDARD, notices);
    }

    static H2Store open(
            Path file,
            Journal journal,
            Clock clock,
            Executor executor,
            Limits limits,
            Consumer<Problem.Local> notices) {
        var store = new H2Store(file, journal, clock, executor, limits, notices);
        store.later("open", _ -> null);
        return store;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(CacheDatabase database) throws SQLException, IOException;
    }

    /** Another process has the cache. */
    private static final class InUse extends IOException {}

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
        return now("load", db -> db.load(projectId)).flatMap(found -> found);
    }

    @Override
    public List<ProjectSnapshot> loadAll() {
        return now("loadAll", CacheDatabase::loadAll).orElse(List.of());
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
        later("add", this::indexMore);
    }

    @Override
    public List<JournalEntry> find(Query query) {
        return search.find(query);
    }

    @Override
    public void marks(Query query, Consumer<Mark> visitor) {
        search.marks(query, visitor);
    }

    @Override
    public Optional<List<JournalEntry>> ofRun(String runId) {
        return search.ofRun(runId);
    }

    @Override
    public OptionalInt building() {
        return without ? OptionalInt.empty() : index.percent();
    }

    /** The index answers once it has the whole journal. */
    private final class Answers implements HistorySearch.Index {
        @Override
        public Optional<List<CacheDatabase.Location>> locations(Query query, long before, int limit) {
            return ifComplete("find", db -> db.locations(query, before, limit));
        }

        @Override
        public Optional<List<Mark>> marks(Query query) {
            return ifComplete("marks", db -> db.marks(query));
        }

        @Override
        public Optional<List<CacheDatabase.Location>> ofRun(String runId) {
            return ifComplete("ofRun", db -> db.locationsOfRun(runId));
        }

        @Override
        public void mistaken() {
            var rebuilt = new AtomicBoolean();
            later("compare", _ -> {
                if (rebuilt.compareAndSet(false, true)) {
                    throw new IOException("it does not fit the history");
                }
                return null;
            });
        }

        private <T> Optional<T> ifComplete(String what, Work<T> work) {
            return now(what, db -> index.complete() ? work.on(db) : null);
        }
    }

    private void later(String what, Work<Void> work) {
        if (without) {
            return;
        }
        try {
            executor.execute(() -> perform(what, work));
        } catch (RejectedExecutionException e) {
            LOG.debug("the cache is shut down: {} is left out", what);
        }
    }

    /** Empty if there is no cache, or none that answers in time. */
    private <T> Optional<T> now(String what, Work<T> work) {
        if (without) {
            return Optional.empty();
        }
        try {
            // join, unlike get, is not left by an interrupt: the wait is limited, and the thread is not ours to stop.
            return CompletableFuture.supplyAsync(() -> perform(what, work), executor)
                    .orTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RejectedExecutionException e) {
            LOG.debug("the cache is shut down: {} is done without", what);
        } catch (CompletionException e) {
            LOG.warn("the cache did not answer {}: {}", what, e.getCause().toString());
            if (e.getCause() instanceof TimeoutException && !without) {
                without = true;
                notice(
                        UNUSABLE,
                        file + " did not answer for " + limits.answer().toSeconds() + " seconds. Until this program is"
                                + " started again it works without its cache; the journal is searched instead.");
            }
        }
        return Optional.empty();
    }

    /** Empty if there is no cache. */
    private <T> Optional<T> perform(String what, Work<T> work) {
        try {
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
        } finally {
            if (without) {
                letGo(false);
            }
        }
    }

    private void open() throws SQLException, IOException {
        if (mark == null) {
            mark = CacheMark.take(file).orElseThrow(InUse::new);
        }
        boolean left = Files.exists(file) && !mark.closed();
        if (left) {
            CacheDatabase.delete(file);
        }
        mark.opening();
        database = CacheDatabase.open(file);
        index.open(database);
        indexMore(database);
        if (left) {
            notice(
                    REBUILT,
                    file + " was not closed when this program last ended, and was rebuilt from the journal. No record"
                            + " is lost.");
        }
    }

    private Void indexMore(CacheDatabase db) throws SQLException {
        if (!index.step(db)) {
            later("index", this::indexMore);
        }
        return null;
    }

    private void recover(String what, Exception fault) {
        LOG.warn("the cache failed at {}: {}", what, fault.toString());
        letGo(false);
        if (fault instanceof InUse || fault instanceof SQLException sql && sql.getErrorCode() == CacheDatabase.LOCKED) {
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
                        file + " could not be used (" + reason(fault)
                                + ") and was rebuilt from the journal. No record is lost.");
                return;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.warn("the cache cannot be rebuilt: {}", e.toString());
            letGo(false);
        }
        without = true;
        notice(
                UNUSABLE,
                file + " cannot be used (" + reason(fault)
                        + "). The program works without its cache; the journal is searched instead.");
    }

    /** The system's own words where it caused the fault, such as a full disk; H2's messages contain its statements. */
    private static String reason(Exception fault) {
        var reason = fault instanceof SQLException sql ? "H2 error " + sql.getErrorCode() : fault.getMessage();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io && io.getMessage() != null) {
                reason = io instanceof FileSystemException ? io.toString() : io.getMessage();
            }
        }
        return reason;
    }

    private void notice(String code, String detail) {
        notices.accept(new Problem.Local("cache", code, detail, clock.instant()));
    }

    /** @param whole whether the file is fit to be opened again */
    private void letGo(boolean whole) {
        boolean closed = database != null && database.closed();
        database = null;
        try (var taken = mark) {
            if (whole && closed && taken != null) {
                taken.closing();
            }
        } catch (IOException e) {
            LOG.warn("the mark of the cache was not updated: {}", e.toString());
        }
        mark = null;
    }

    /** Waits briefly for started work and closes the file. A cache that takes longer counts as not closed. */
    @Override
    public void close() {
        try {
            CompletableFuture.runAsync(
                            () -> {
                                without = true;
                                letGo(true);
                            },
                            executor)
                    .orTimeout(limits.closing().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RejectedExecutionException e) {
            LOG.debug("the cache's executor ended before it");
        } catch (CompletionException e) {
            LOG.warn("the cache was not closed: {}", e.getCause().toString());
        } finally {
            without = true;
        }
    }
}
