package dev.cmkconsole.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.HistoryIndex.Query;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cache answers rightly whatever became of its file: every way in which H2 is known to open damage without a
 * word is here.
 */
class H2StoreTest {
    private static final int LENGTH = 400;

    @TempDir
    Path dir;

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final List<Problem.Local> notices = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private Path file() {
        return dir.resolve("cache.mv.db");
    }

    private H2Store open(Journal journal) {
        return H2Store.open(file(), journal, Clock.fixed(ListJournal.NOON, ZoneOffset.UTC), executor, notices::add);
    }

    /** A closed cache over a journal, with a snapshot in it, written in several sessions. */
    private ListJournal filled() {
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

    private void assertIndexed(Journal journal) {
        try (var store = open(journal)) {
            assertThat(store.find(Query.all(Integer.MAX_VALUE)))
                    .isEqualTo(journal.entries().reversed());
        }
    }

    @Test
    void findsNewestFirst() {
        var journal = new ListJournal("j", 10);
        try (var store = open(journal)) {
            assertThat(store.find(Query.all(3))).extracting(JournalEntry::seq).containsExactly(10L, 9L, 8L);
            store.add(journal.append(Drafts.run(EntryKind.RUN_ENDED, "r")));
            assertThat(store.find(Query.all(1)))
                    .containsExactly(journal.entries().getLast());
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

    private static List<JournalEntry> find(H2Store store, String text) {
        return store.find(new Query(text, Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), 100));
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
            assertThat(store.find(Query.all(9))).hasSize(3);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.find(Query.all(9))).hasSize(3);
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
            assertThat(store.find(Query.all(9))).containsExactly(second, first);
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
    void entriesThatVanishedFromTheJournalAreReported() {
        var journal = filled();
        journal.forgetLast();
        assertIndexed(journal);
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.JOURNAL_LOST_ENTRIES);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0001, 0.05, 0.25, 0.5, 0.75, 0.9, 0.99, 0.9999})
    void aTruncatedFile(double kept) throws IOException {
        var journal = filled();
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.setLength((long) (raw.length() * kept));
        }
        assertIndexed(journal);
    }

    @Test
    void aFileThatLostItsLastByte() throws IOException {
        var journal = filled();
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.setLength(raw.length() - 1);
        }
        assertIndexed(journal);
    }

    /**
     * Which page holds what is H2's business: every stretch of the file is tried, and some of them must be found
     * out only by reading.
     */
    @Test
    void zeroedPages() throws IOException {
        var journal = filled();
        var whole = Files.readAllBytes(file());
        int stretch = 8 * 4096;
        for (int from = 2 * 4096; from < whole.length; from += stretch) {
            var damaged = whole.clone();
            Arrays.fill(damaged, from, Math.min(whole.length, from + stretch), (byte) 0);
            Files.write(file(), damaged);
            assertIndexed(journal);
        }
        assertThat(notices)
                .extracting(Problem.Local::code)
                .contains(H2Store.REBUILT)
                .containsOnly(H2Store.REBUILT);
    }

    @Test
    void bothHeadersGone() throws IOException {
        var journal = filled();
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.write(new byte[2 * 4096]);
        }
        assertIndexed(journal);
    }

    @Test
    void aFileThatIsNoDatabase() throws IOException {
        var journal = filled();
        Files.writeString(file(), "this is a letter to my aunt\n".repeat(1000));
        assertIndexed(journal);
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.REBUILT);
    }

    @Test
    void anotherSchema() throws Exception {
        var journal = filled();
        execute("update meta set schema_version = " + (CacheDatabase.SCHEMA - 1));
        assertIndexed(journal);
    }

    @Test
    void rowsThatWereTakenOut() throws Exception {
        var journal = filled();
        execute("delete from history where ord = 5");
        assertIndexed(journal);
    }

    @Test
    void tablesThatWereTakenOut() throws Exception {
        var journal = filled();
        execute("drop table snapshot; drop table history");
        assertIndexed(journal);
    }

    @Test
    void aRowThatCannotBeUnderstood() throws Exception {
        var journal = filled();
        execute("update history set json = '{}' where ord = 5");
        assertIndexed(journal);
    }

    @Test
    void aSnapshotOfAnotherVersionIsNone() throws Exception {
        var journal = filled();
        execute("update snapshot set json = '{\"weather\":\"fair\"}'");
        try (var store = open(journal)) {
            assertThat(store.loadAll()).isEmpty();
            store.save(Snapshots.plain("p1", "again"));
            assertThat(store.loadAll()).hasSize(1);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aFileThatCannotBeMade() throws IOException {
        Files.createDirectory(file());
        Files.createFile(file().resolve("in the way"));
        var journal = new ListJournal("j", 20);
        try (var store = open(journal)) {
            store.save(Snapshots.plain("p1", "payments"));
            assertThat(store.load("p1")).isEmpty();
            assertThat(store.find(Query.all(5)))
                    .isEqualTo(journal.entries().reversed().subList(0, 5));
            assertThat(find(store, "step-3")).hasSize(2);
        }
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.UNUSABLE);
    }

    @Test
    void aFileThatAnotherProcessHolds() throws Exception {
        var journal = filled();
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsCache.class.getName(),
                        url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("open");
            try (var store = open(journal)) {
                assertThat(store.find(Query.all(LENGTH)))
                        .isEqualTo(journal.entries().reversed());
                assertThat(store.loadAll()).isEmpty();
            }
            assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.IN_USE);
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertIndexed(journal);
    }

    /** Another process that has the database open until it is ended. */
    static final class HoldsCache {
        public static void main(String[] args) throws Exception {
            try (var _ = DriverManager.getConnection(args[0], "sa", "")) {
                System.out.println("open");
                System.in.read();
            }
        }
    }

    @Test
    void afterClosingNothingFails() {
        var journal = new ListJournal("j", 4);
        var store = open(journal);
        store.close();
        executor.shutdown();
        store.save(Snapshots.plain("p1", "payments"));
        assertThat(store.find(Query.all(2))).hasSize(2);
        assertThat(store.loadAll()).isEmpty();
        store.close();
    }

    private String url() {
        return "jdbc:h2:file:" + dir.resolve("cache").toAbsolutePath();
    }

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(url(), "sa", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
