package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the disk is full, broken or read-only, no missing entry is acknowledged, and existing entries stay. */
class FailingDiskTest {

    @TempDir
    Path dir;

    private final List<Problem.Local> notices = new ArrayList<>();
    private final BrokenDisk disk = new BrokenDisk();

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    private FileJournal open() {
        return FileJournal.open(file(), Clock.systemUTC(), text -> text, notices::add, disk);
    }

    private void assertRefuses(FileJournal journal, String code) {
        assertThatThrownBy(() -> journal.append(Drafts.run(EntryKind.RUN_ENDED, "refused")))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @Test
    void aDiskThatFillsUpAtAnyByte() throws IOException {
        try (var journal = open()) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r0"));
            long headerAndFirst = Files.size(file());
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "refused"));
            long line = Files.size(file()) - headerAndFirst;
            for (int room = 0; room < line; room += 7) {
                var before = journal.entries();
                disk.leaveRoomFor(room);
                assertRefuses(journal, FileJournal.UNWRITABLE);
                assertThat(journal.entries()).isEqualTo(before);
                assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
                disk.mend();
                var entry = journal.append(Drafts.run(EntryKind.RUN_STARTED, "r" + room));
                assertThat(journal.entries()).hasSize(before.size() + 1).endsWith(entry);
            }
        }
        assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
    }

    @Test
    void aDiskThatIsFullFromTheStart() throws IOException {
        try (var journal = open()) {
            disk.leaveRoomFor(100);
            assertRefuses(journal, FileJournal.UNWRITABLE);
            disk.mend();
            assertThat(journal.append(Drafts.run(EntryKind.RUN_STARTED, "r")).seq())
                    .isEqualTo(1);
        }
        assertThat(JournalVerifier.verify(file()).intact()).isTrue();
    }

    @Test
    void aWriteThatCannotBeForcedDoesNotCount() throws IOException {
        try (var journal = open()) {
            var first = journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
            disk.failToForce();
            assertRefuses(journal, FileJournal.UNWRITABLE);
            assertThat(journal.entries()).containsExactly(first);
            disk.mend();
            assertThat(journal.append(Drafts.run(EntryKind.RUN_ENDED, "r")).seq())
                    .isEqualTo(2);
        }
        assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
    }

    @Test
    void whatCannotBeCutOffNowIsCutOffAtTheNextOpening() throws IOException {
        JournalEntry first;
        try (var journal = open()) {
            first = journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
            disk.leaveRoomFor(50);
            disk.failToTruncate();
            assertRefuses(journal, FileJournal.UNWRITABLE);
            assertThat(journal.entries()).containsExactly(first);
        }
        assertThat(JournalVerifier.verify(file()).faults())
                .extracting(JournalFault::kind)
                .containsExactly(FaultKind.TORN_TAIL);
        disk.mend();
        try (var journal = open()) {
            assertThat(notices).extracting(Problem.Local::code).containsExactly(FileJournal.TORN);
            assertThat(dir.resolve("journal.torn-1")).hasSize(50);
            assertThat(journal.append(Drafts.run(EntryKind.RUN_ENDED, "r")).previousHash())
                    .isEqualTo(first.hash());
        }
        assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
    }

    @Test
    void whatCannotBeCutOffNowIsCutOffBeforeTheNextEntry() throws IOException {
        try (var journal = open()) {
            var first = journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
            disk.leaveRoomFor(50);
            disk.failToTruncate();
            assertRefuses(journal, FileJournal.UNWRITABLE);
            disk.mend();
            var second = journal.append(Drafts.run(EntryKind.RUN_ENDED, "r"));
            assertThat(journal.entries()).containsExactly(first, second);
        }
        assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
    }

    @Test
    void aPlaceWhereNothingCanBeCreated() throws IOException {
        Files.createDirectory(dir.resolve("journal.lock"));
        try (var journal = open()) {
            assertThat(notices).extracting(Problem.Local::code).containsExactly(FileJournal.UNWRITABLE);
            assertThat(journal.entries()).isEmpty();
            assertRefuses(journal, FileJournal.UNWRITABLE);
            Files.delete(dir.resolve("journal.lock"));
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
        }
    }

    @Test
    void aReadOnlyDirectoryIsReadAndNotWritten() throws IOException {
        try (var journal = open()) {
            journal.append(Drafts.intent("r", "s", 1));
        }
        Files.delete(dir.resolve("journal.lock"));
        Assumptions.assumeTrue(
                dir.toFile().setWritable(false) && !Files.isWritable(dir),
                "somebody who may write everywhere cannot try this");
        try (var journal = open()) {
            assertThat(journal.entries()).hasSize(1);
            assertThat(journal.openIntents(Drafts.PROJECT)).hasSize(1);
            assertRefuses(journal, FileJournal.UNWRITABLE);
        } finally {
            dir.toFile().setWritable(true);
        }
    }

    @Test
    void aFileThatWasTakenAwayTakesNothing() throws IOException {
        try (var journal = open()) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
            Files.move(file(), dir.resolve("elsewhere"));
            assertRefuses(journal, FileJournal.UNWRITABLE);
            assertThat(file()).doesNotExist();
            Files.writeString(file(), "another\n");
            assertRefuses(journal, FileJournal.UNWRITABLE);
            assertThat(file()).hasContent("another");
        }
    }

    @Test
    void aFileThatSomebodyElseWritesTakesNothing() throws IOException {
        try (var journal = open()) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r"));
            Files.writeString(file(), "a foreign line\n", StandardOpenOption.APPEND);
            var before = Files.readString(file());
            assertRefuses(journal, FileJournal.UNWRITABLE);
            assertThat(file()).hasContent(before);
        }
    }
}
