package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal between processes. Killed writers lose no acknowledged entry, and a second writer is never possible. */
@Alongside
class ProcessesTest {

    @TempDir
    Path dir;

    /** Appends until it is killed, and prints the hash of each acknowledged entry. */
    static final class Writer {
        public static void main(String[] args) throws IOException {
            try (var journal = FileJournal.open(Path.of(args[0]), Clock.systemUTC(), text -> text, _ -> {})) {
                System.out.println("open");
                for (int i = 0; ; i++) {
                    System.out.println(
                            journal.append(Drafts.intent("r", "step", i)).hash());
                }
            } catch (ServiceException e) {
                System.out.println(e.problem().code());
            }
        }
    }

    /** Keeps the journal open until it is asked to end. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            try (var _ = FileJournal.open(Path.of(args[0]), Clock.systemUTC(), text -> text, _ -> {})) {
                System.out.println("open");
                System.in.read();
            } catch (ServiceException e) {
                System.out.println(e.problem().code());
            }
        }
    }

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    private Process start(Class<?> main) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        file().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aKilledWriterLosesNothingItAcknowledged() throws Exception {
        var acknowledged = new ArrayList<String>();
        var moments = new Random();
        for (int round = 0; round < 5; round++) {
            var child = start(Writer.class);
            try (var said = child.inputReader()) {
                assertThat(said.readLine()).isEqualTo("open");
                int count = 1 + moments.nextInt(60);
                for (int i = 0; i < count; i++) {
                    acknowledged.add(said.readLine());
                }
                // Uses the handle, because the process's own method would also close its output.
                child.toHandle().destroyForcibly();
                // Output from before the end counts. A line that was cut off does not.
                said.lines().filter(line -> line.length() == 64).forEach(acknowledged::add);
            } finally {
                child.destroyForcibly().waitFor();
            }
            var notices = new ArrayList<Problem.Local>();
            try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, notices::add)) {
                assertThat(notices).extracting(Problem.Local::code).doesNotContain(FileJournal.BROKEN);
                assertThat(journal.entries().stream().map(JournalEntry::hash)).containsSubsequence(acknowledged);
            }
            assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
        }
        assertThat(acknowledged).hasSizeGreaterThan(5);
    }

    @Test
    void aSecondProcessMayNotWrite() throws Exception {
        var child = start(Holder.class);
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("open");
            assertThatThrownBy(() -> FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {}))
                    .isInstanceOfSatisfying(ServiceException.class, e -> {
                        assertThat(e.problem().code()).isEqualTo(FileJournal.IN_USE);
                        assertThat(e.problem().detail()).contains("process " + child.pid());
                    });
            assertThat(Drafts.read(file())).isEmpty();
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
        }
    }

    /** POSIX would drop our lock if the second attempt in this process opened and closed the lock file. */
    @Test
    void aSecondAttemptInThisProcessDoesNotOpenTheDoorForOthers() throws Exception {
        List<String> answers = new ArrayList<>();
        try (var _ = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            assertThatThrownBy(() -> FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {}))
                    .isInstanceOf(ServiceException.class);
            var child = start(Holder.class);
            try {
                answers.add(child.inputReader().readLine());
            } finally {
                child.destroyForcibly().waitFor();
            }
        }
        assertThat(answers).containsExactly(FileJournal.IN_USE);
    }
}
