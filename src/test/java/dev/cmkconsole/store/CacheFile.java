package dev.cmkconsole.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.HistoryIndex.Query;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalEntry;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A cache in its own file, over a journal that a test fills. */
abstract class CacheFile {
    private static final H2Store.Limits PATIENT = new H2Store.Limits(Patience.LIMIT, Patience.LIMIT);

    static final int LENGTH = 400;

    @TempDir
    Path dir;

    final ExecutorService executor = Executors.newSingleThreadExecutor();
    final List<Problem.Local> notices = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    Path file() {
        return dir.resolve("cache.mv.db");
    }

    H2Store open(Journal journal) {
        return H2Store.open(
                file(), journal, Clock.fixed(ListJournal.NOON, ZoneOffset.UTC), executor, PATIENT, notices::add);
    }

    /** A closed cache over a journal, with a snapshot in it, written in several sessions. */
    ListJournal filled() {
        var journal = new ListJournal("j", LENGTH / 2);
        try (var store = open(journal)) {
            store.save(Snapshots.plain("p1", "payments"));
        }
        try (var store = open(journal)) {
            for (int i = LENGTH / 2; i < LENGTH; i++) {
                store.add(journal.append(Drafts.intent("run-" + i, "step", 1)));
            }
        }
        assertThat(notices).isEmpty();
        return journal;
    }

    void assertIndexed(Journal journal) {
        try (var store = open(journal)) {
            assertThat(newest(store, Integer.MAX_VALUE))
                    .isEqualTo(journal.entries().reversed());
        }
    }

    static List<JournalEntry> find(H2Store store, String text) {
        return store.find(new Query(text, Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), 100));
    }

    static List<JournalEntry> newest(H2Store store, int limit) {
        return store.find(new Query("", Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), limit));
    }

    String url() {
        return "jdbc:h2:file:" + dir.resolve("cache").toAbsolutePath();
    }

    void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(url(), "sa", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
