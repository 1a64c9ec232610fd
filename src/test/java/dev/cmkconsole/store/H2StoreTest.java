package dev.cmkconsole.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalArchive;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.HistoryIndex.Query;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The cache finds what the journal has and keeps the latest snapshots; a new or shorter journal replaces its index. */
class H2StoreTest extends CacheFile {
    @Test
    void findsNewestFirst() {
        var journal = new ListJournal("j", 10);
        try (var store = open(journal)) {
            assertThat(newest(store, 3)).extracting(JournalEntry::seq).containsExactly(10L, 9L, 8L);
            store.add(journal.append(Drafts.run(EntryKind.RUN_ENDED, "r")));
            assertThat(newest(store, 1)).containsExactly(journal.entries().getLast());
        }
    }

    @Test
    void searchesWordsAnywhereInAnyCase() {
        var journal = new ListJournal("j", 10);
        try (var store = open(journal)) {
            assertThat(find(store, "STEP-3 authorize"))
                    .extracting(JournalEntry::seq)
                    .containsExactly(8L, 7L);
            assertThat(find(store, "role/atlas step-3"))
                    .extracting(JournalEntry::seq)
                    .containsExactly(7L);
            assertThat(find(store, "100%")).as("a percent sign is itself").isEmpty();
            assertThat(find(store, "step_3")).as("an underscore is itself").isEmpty();
            assertThat(find(store, "nowhere")).isEmpty();
        }
    }

    @Test
    void filtersByProjectProcedureAndTime() {
        var journal = new ListJournal("j", 10);
        try (var store = open(journal)) {
            var five = ListJournal.NOON.plusSeconds(5);
            assertThat(store.find(new Query(
                            "",
                            Optional.of(Drafts.PROJECT),
                            Set.of("enable"),
                            Optional.of(five),
                            Optional.of(five.plusSeconds(2)),
                            9)))
                    .extracting(JournalEntry::seq)
                    .containsExactly(6L, 5L);
            assertThat(store.find(new Query("", Optional.of("other"), Set.of(), Optional.empty(), Optional.empty(), 9)))
                    .isEmpty();
            assertThat(store.find(
                            new Query("", Optional.empty(), Set.of("rotate"), Optional.empty(), Optional.empty(), 9)))
                    .isEmpty();
            assertThat(store.find(new Query(
                            "", Optional.empty(), Set.of("rotate", "enable"), Optional.empty(), Optional.empty(), 99)))
                    .hasSize(10);
            assertThat(store.find(new Query(
                            "", Optional.empty(), Set.of(), Optional.of(Instant.MIN), Optional.of(Instant.MAX), 99)))
                    .hasSize(10);
        }
    }

    @Test
    void keepsTheLatestSnapshotOfAProject() {
        try (var store = open(new ListJournal("j", 0))) {
            store.save(Snapshots.plain("p1", "old"));
            store.save(Snapshots.plain("p1", "new"));
            store.save(Snapshots.plain("p2", "other"));
        }
        try (var store = open(new ListJournal("j", 0))) {
            assertThat(store.load("p1")).contains(Snapshots.plain("p1", "new"));
            assertThat(store.loadAll()).hasSize(2);
            store.retain(Set.of("p2"));
            assertThat(store.loadAll()).containsExactly(Snapshots.plain("p2", "other"));
            store.retain(Set.of());
            assertThat(store.loadAll()).isEmpty();
            assertThat(store.load("p1")).isEmpty();
        }
    }

    @Test
    void anEntryOfAnyLengthIsFound() {
        var journal = new ListJournal("j", 0);
        var plain = Drafts.outcome("r", "s", 1);
        var endless = "{\"\u0001\":\"" + "\u0001".repeat(1 << 18) + "\"}";
        var asked = new ChangeRequest(Optional.of(endless), Optional.of(endless), Optional.empty());
        var answered = new RecordedResult(
                plain.outcome(), plain.status(), Optional.of(endless), plain.code(), plain.requestId());
        journal.append(plain.withChange(asked)
                .withResult(answered)
                .mapTexts(text -> text.equals(plain.actor()) ? endless : text));
        try (var store = open(journal)) {
            assertThat(find(store, plain.title())).isEqualTo(journal.entries());
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void openingWaitsForNothing() throws Exception {
        var blocked = new CountDownLatch(1);
        executor.execute(() -> {
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var store = open(new ListJournal("j", 3));
        store.save(Snapshots.plain("p1", "payments"));
        assertThat(file()).doesNotExist();
        blocked.countDown();
        assertThat(store.load("p1")).isPresent();
        store.close();
    }

    @Test
    void anInterruptedCallerHarmsNothing() {
        try (var store = open(new ListJournal("j", 3))) {
            Thread.currentThread().interrupt();
            assertThat(newest(store, 9)).hasSize(3);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(newest(store, 9)).hasSize(3);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(dir).supportsFileAttributeView("posix"));
        filled();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aMissingFileIsMadeFromTheJournal() throws IOException {
        var journal = filled();
        Files.delete(file());
        assertIndexed(journal);
    }

    @Test
    void whatTheJournalHasMoreIsAdded() {
        var journal = filled();
        journal.append(Drafts.run(EntryKind.RUN_STARTED, "later"));
        assertIndexed(journal);
        assertThat(notices).isEmpty();
    }

    @Test
    void entriesThatCameInAnotherOrderAreIndexedOnce() {
        var journal = new ListJournal("j", 0);
        try (var store = open(journal)) {
            var first = journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
            var second = journal.append(Drafts.run(EntryKind.RUN_ENDED, "r"));
            store.add(second);
            store.add(first);
            store.add(second);
            assertThat(newest(store, 9)).containsExactly(second, first);
        }
    }

    @Test
    void anotherJournalReplacesTheIndex() {
        filled();
        assertIndexed(new ListJournal("another", 20));
        assertThat(notices)
                .as("a journal that was begun anew is nothing to report")
                .isEmpty();
    }

    @Test
    void anEmptyJournalAfterAFullOneIsReported() {
        filled();
        assertIndexed(new ListJournal("j", 0));
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.JOURNAL_LOST_ENTRIES);
    }

    @Test
    void aJournalThatWasSetAsideIsNothingToReport() throws IOException {
        var file = dir.resolve("journal.jsonl");
        try (var journal = FileJournal.open(file, Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
            assertIndexed(journal);
        }
        JournalArchive.setAside(file, Clock.systemUTC());
        try (var journal = FileJournal.open(file, Clock.systemUTC(), text -> text, _ -> {})) {
            assertIndexed(journal);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void entriesThatVanishedFromTheJournalAreReported() {
        var journal = filled();
        journal.forgetLast();
        assertIndexed(journal);
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.JOURNAL_LOST_ENTRIES);
    }

    @Test
    void afterClosingNothingFails() {
        var journal = new ListJournal("j", 4);
        var store = open(journal);
        store.close();
        executor.shutdown();
        store.save(Snapshots.plain("p1", "payments"));
        assertThat(newest(store, 2)).hasSize(2);
        assertThat(store.loadAll()).isEmpty();
        store.close();
    }
}
