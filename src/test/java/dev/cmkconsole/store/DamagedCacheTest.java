package dev.cmkconsole.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.outcome.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache answers correctly after every damage to its file that H2 opens without an error. */
@Alongside
class DamagedCacheTest extends CacheFile {
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
        int stretch = 4096;
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
        execute("delete from history where seq = 5");
        assertIndexed(journal);
    }

    @Test
    void tablesThatWereTakenOut() throws Exception {
        var journal = filled();
        execute("drop table snapshot; drop table history");
        assertIndexed(journal);
    }

    @Test
    void aRowThatPointsToAnotherEntry() throws Exception {
        var journal = filled();
        execute("update history set seq = 6 where seq = 5");
        assertIndexed(journal);
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.REBUILT);
        notices.clear();
        assertIndexed(journal);
        assertThat(notices).isEmpty();
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
            assertThat(newest(store, 5)).isEqualTo(journal.entries().reversed().subList(0, 5));
            assertThat(find(store, "step-3")).hasSize(2);
        }
        assertThat(notices).extracting(Problem.Local::code).containsExactly(H2Store.UNUSABLE);
    }

    @Test
    void aFileThatAnotherProcessHolds() throws Exception {
        var journal = filled();
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsCache.class.getName(),
                        url())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("open");
            try (var store = open(journal)) {
                assertThat(newest(store, LENGTH)).isEqualTo(journal.entries().reversed());
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
}
