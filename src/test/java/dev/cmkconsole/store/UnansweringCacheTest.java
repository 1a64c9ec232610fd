package dev.cmkconsole.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.HistoryIndex.Mark;
import dev.cmkconsole.model.port.HistoryIndex.Query;
import dev.cmkconsole.model.record.EntryKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A cache that was not closed is lost, and one that does not answer holds nobody up. A caller that waits for it cannot be
 * interrupted, hence the separate thread.
 */
@Timeout(value = Patience.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Alongside
class UnansweringCacheTest extends CacheFile {
    private static final H2Store.Limits SHORT = new H2Store.Limits(Duration.ofMillis(50), Duration.ofMillis(50));

    /** What a process leaves behind that was killed: its files as they are while it has them open. */
    @Test
    void aCacheThatWasNotClosedIsRebuilt() throws IOException {
        var journal = new ListJournal("j", 20);
        byte[] left;
        try (var store = open(journal)) {
            store.save(Snapshots.plain("p1", "payments"));
            assertThat(store.load("p1")).isPresent();
            left = Files.readAllBytes(file());
        }
        Files.write(file(), left);
        Files.write(mark(), new byte[0]);
        try (var store = open(journal)) {
            assertThat(newest(store, 99)).isEqualTo(journal.entries().reversed());
            assertThat(store.loadAll()).isEmpty();
            store.save(Snapshots.plain("p1", "payments"));
        }
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.REBUILT);
        notices.clear();
        try (var store = open(journal)) {
            assertThat(store.load("p1")).isPresent();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aCacheWithoutAMarkCountsAsNotClosed() throws IOException {
        var journal = filled();
        Files.delete(mark());
        try (var store = open(journal)) {
            assertThat(store.loadAll()).isEmpty();
            assertThat(newest(store, 1)).hasSize(1);
        }
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.REBUILT);
    }

    @Test
    void aMarkThatSomethingElseHasWrittenIsNone() throws IOException {
        var journal = filled();
        Files.writeString(mark(), "closed\nor so");
        try (var store = open(journal)) {
            assertThat(store.loadAll()).isEmpty();
        }
    }

    @Test
    void twoUsersOfOneFile() {
        var journal = filled();
        try (var first = open(journal);
                var second = open(journal)) {
            assertThat(first.load("p1")).isPresent();
            assertThat(second.load("p1")).isEmpty();
            assertThat(newest(second, 7)).isEqualTo(newest(first, 7));
            assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.IN_USE);
        }
        try (var store = open(journal)) {
            assertThat(store.load("p1"))
                    .as("the second user has left the first one's file alone")
                    .isPresent();
        }
    }

    @Test
    void everyCallGoesOnWithoutACacheThatHangs() {
        var journal = new ListJournal("j", 20);
        var hanging = new CountDownLatch(1);
        executor.execute(() -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var store = H2Store.open(
                file(), journal, Clock.fixed(ListJournal.NOON, ZoneOffset.UTC), executor, SHORT, notices::add);
        store.save(Snapshots.plain("p1", "payments"));
        assertThat(store.load("p1")).isEmpty();
        assertThat(store.loadAll()).isEmpty();
        assertThat(newest(store, 5)).isEqualTo(journal.entries().reversed().subList(0, 5));
        assertThat(find(store, "step-3")).hasSize(2);
        assertThat(store.ofRun("run-3")).isEmpty();
        assertThat(store.building()).isEmpty();
        store.retain(Set.of());
        store.add(journal.append(Drafts.run(EntryKind.RUN_ENDED, "r")));
        store.close();
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.UNUSABLE);
        hanging.countDown();
    }

    @Test
    void aLongJournalIsIndexedInStepsWhileEverythingAnswers() {
        var journal = new ListJournal("j", 9_000);
        try (var store = open(journal)) {
            assertThat(newest(store, 3)).isEqualTo(journal.entries().reversed().subList(0, 3));
            store.save(Snapshots.plain("p1", "payments"));
            assertThat(store.load("p1")).isPresent();
            while (store.building().isPresent()) {
                assertThat(store.building().orElse(0)).isBetween(0, 99);
                assertThat(find(store, "step-4499")).hasSize(2);
            }
            assertThat(store.ofRun("run-17"))
                    .hasValueSatisfying(
                            run -> assertThat(run).isEqualTo(journal.entries().subList(34, 36)));
            var marks = new ArrayList<Mark>();
            store.marks(all(), marks::add);
            assertThat(marks)
                    .isEqualTo(journal.entries().reversed().stream()
                            .map(e -> new Mark(e.at(), e.what().outcome()))
                            .toList());
        }
        assertThat(notices).isEmpty();
    }

    /** Between two steps the cache answers; a step without a limit would hold everything up. */
    @Test
    void aStepOfTheIndexTakesAPartOfALongJournal() throws Exception {
        var index = new JournalIndex(new ListJournal("j", 9_000), _ -> {});
        try (var database = CacheDatabase.open(dir.resolve("steps.mv.db"))) {
            index.open(database);
            int steps = 1;
            for (; !index.step(database); steps++) {
                assertThat(index.complete()).isFalse();
                assertThat(index.percent()).hasValue(steps * 2_000 * 100 / 9_000);
            }
            assertThat(steps).isEqualTo(5);
            assertThat(database.historyRows()).isEqualTo(9_000);
        }
    }

    private static Query all() {
        return new Query("", Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), 1);
    }

    private Path mark() {
        return dir.resolve("cache.mv.db.mark");
    }
}
