package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's guarantees for writers and readers, on one computer that does not fail. */
class FileJournalTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    Path dir;

    private final List<Problem.Local> notices = new ArrayList<>();

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    private FileJournal open() {
        return FileJournal.open(file(), CLOCK, text -> text, notices::add);
    }

    @Test
    void entriesAreNumberedDatedAndChained() {
        try (var journal = open()) {
            var first = journal.append(Drafts.run(EntryKind.RUN_STARTED, "r1"));
            var second = journal.append(Drafts.intent("r1", "authorize", 1));

            assertThat(first.seq()).isEqualTo(1);
            assertThat(second.seq()).isEqualTo(2);
            assertThat(second.previousHash()).isEqualTo(first.hash()).hasSize(64);
            assertThat(first.at()).isEqualTo(NOON);
            assertThat(journal.entries()).containsExactly(first, second);
            assertThat(journal.last()).contains(second);
        }
    }

    @Test
    void aReopenedJournalGoesOn() {
        JournalEntry first;
        try (var journal = open()) {
            first = journal.append(Drafts.run(EntryKind.RUN_STARTED, "r1"));
        }
        try (var journal = open()) {
            var second = journal.append(Drafts.run(EntryKind.RUN_ENDED, "r1"));
            assertThat(second.previousHash()).isEqualTo(first.hash());
            assertThat(journal.entries()).containsExactly(first, second);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void openingWritesNoLine() {
        try (var journal = open()) {
            assertThat(journal.entries()).isEmpty();
            assertThat(journal.last()).isEmpty();
            assertThat(notices).isEmpty();
        }
        assertThat(file()).isEmptyFile();
    }

    @Test
    void anIntentIsOpenUntilItsOwnAttemptIsClosed() {
        try (var journal = open()) {
            var first = journal.append(Drafts.intent("r1", "authorize", 1));
            var second = journal.append(Drafts.intent("r1", "authorize", 2));
            journal.append(Drafts.outcome("r1", "authorize", 1));
            assertThat(journal.openIntents(Drafts.PROJECT)).containsExactly(second);
            assertThat(journal.openIntents("another")).isEmpty();
            assertThat(first.seq()).isEqualTo(1);
        }
        try (var journal = open()) {
            assertThat(journal.openIntents(Drafts.PROJECT))
                    .extracting(entry -> entry.what().attempt())
                    .containsExactly(2);
            journal.append(Drafts.closing(EntryKind.RECONCILED, "r1", "authorize", 2));
            assertThat(journal.openIntents(Drafts.PROJECT)).isEmpty();
        }
    }

    /** The next run determines what is unknown, unless the same run has sent the step again since. */
    @Test
    void anUnknownOutcomeLeavesTheIntentOpenUntilTheStepIsSentAgain() {
        try (var journal = open()) {
            journal.append(Drafts.intent("r1", "authorize", 1));
            journal.append(Drafts.outcome("r1", "authorize", 1).withResult(Drafts.ended(JournalDraft.Outcome.UNKNOWN)));
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "r1"));
            assertThat(journal.openIntents(Drafts.PROJECT)).hasSize(1);
            var again = journal.append(Drafts.intent("r1", "authorize", 2));
            assertThat(journal.openIntents(Drafts.PROJECT)).containsExactly(again);
            journal.append(Drafts.outcome("r1", "authorize", 2).withResult(Drafts.ended(JournalDraft.Outcome.UNKNOWN)));
            journal.append(Drafts.closing(EntryKind.RECONCILED, "r1", "authorize", 2)
                    .withResult(Drafts.ended(JournalDraft.Outcome.UNKNOWN)));
            assertThat(journal.openIntents(Drafts.PROJECT))
                    .as("what a later run could not determine either")
                    .isEmpty();
        }
    }

    @Test
    void aRunWithTheSameStepsKeepsItsOwnIntents() {
        try (var journal = open()) {
            journal.append(Drafts.intent("r1", "authorize", 1));
            journal.append(Drafts.outcome("r2", "authorize", 1));
            assertThat(journal.openIntents(Drafts.PROJECT)).hasSize(1);
        }
    }

    @Test
    void oneWriterAtATime() {
        try (var journal = open()) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r1"));
            assertThatThrownBy(this::open).isInstanceOfSatisfying(ServiceException.class, e -> {
                assertThat(e.problem().code()).isEqualTo(FileJournal.IN_USE);
                assertThat(e.problem().detail())
                        .contains(Long.toString(ProcessHandle.current().pid()));
            });
            assertThat(Drafts.read(file())).hasSize(1);
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "r1"));
        }
        try (var journal = open()) {
            assertThat(journal.entries()).hasSize(2);
        }
    }

    @Test
    void manyThreadsMakeOneChain() throws Exception {
        int threads = 8;
        int each = 25;
        var acknowledged = new ArrayList<JournalEntry>();
        try (var journal = open();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<JournalEntry>>> writers = IntStream.range(0, threads)
                    .mapToObj(t -> pool.submit(() -> IntStream.range(0, each)
                            .mapToObj(i -> journal.append(Drafts.intent("r" + t, "s", i)))
                            .toList()))
                    .toList();
            for (var writer : writers) {
                acknowledged.addAll(writer.get());
            }
            assertThat(journal.entries()).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
        assertThat(acknowledged.stream().map(JournalEntry::seq))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, threads * each).boxed().toList());
        assertThat(JournalVerifier.verify(file()).intact()).isTrue();
    }

    @Test
    void anInterruptedThreadStillRecords() {
        try (var journal = open()) {
            Thread.currentThread().interrupt();
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r1"));
            assertThat(Thread.interrupted())
                    .as("the interrupt is kept for the caller")
                    .isTrue();
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "r1"));
            assertThat(journal.entries()).hasSize(2);
        }
    }

    @Test
    void interruptsAtAnyMomentHurtNothing() throws Exception {
        int count = 40;
        var moments = new Random();
        try (var journal = open()) {
            var writer = new Thread(() -> {
                for (int i = 0; i < count; i++) {
                    journal.append(Drafts.intent("r", "s", i));
                }
            });
            writer.start();
            for (int i = 0; i < 100 && writer.isAlive(); i++) {
                writer.interrupt();
                for (int wait = moments.nextInt(100_000); wait > 0; wait--) {
                    Thread.onSpinWait();
                }
            }
            writer.join();
            assertThat(journal.entries()).hasSize(count);
        }
        assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
    }

    @Test
    void everyTextPassesTheRedaction() throws IOException {
        try (var journal = FileJournal.open(file(), CLOCK, text -> text.replace("hunter2", "•••"), notices::add)) {
            var draft = Drafts.closing(EntryKind.OUTCOME, "r1", "s", 1);
            var secret = Optional.of("hunter2");
            var leaking = new JournalDraft(
                    draft.kind(),
                    new RunOrigin("hunter2", "hunter2", "hunter2", "hunter2", "hunter2", "hunter2"),
                    new StepAttempt(secret, 1, "a hunter2", draft.reversibility()),
                    new ChangeRequest(secret, Optional.of("{\"p\":\"hunter2\"}"), secret),
                    new RecordedResult(draft.outcome(), draft.status(), secret, secret, secret),
                    Optional.empty());
            var entry = journal.append(leaking);
            assertThat(entry.what().title()).isEqualTo("a •••");
        }
        assertThat(Files.readString(file())).doesNotContain("hunter2");
    }

    @Test
    void anEndlessTextIsCutAndSaysSo() {
        try (var journal = open()) {
            var draft = Drafts.run(EntryKind.RUN_STARTED, "x".repeat(DraftWords.LONGEST_TEXT + 10));
            assertThat(journal.append(draft).what().runId()).endsWith("(10 more characters were not recorded)");
            assertThat(journal.entries()).hasSize(1);
        }
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(OwnerOnly.posix(dir));
        try (var journal = open()) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r1"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }
}
