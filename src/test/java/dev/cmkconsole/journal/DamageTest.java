package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to the file by a person or a failing disk is found, reported with its line, and never overwritten. */
class DamageTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final int ENTRIES = 6;

    @TempDir
    Path dir;

    private final List<Problem.Local> notices = new ArrayList<>();
    private List<JournalEntry> written;
    private ArrayList<String> lines;

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    private FileJournal open() {
        return FileJournal.open(file(), Clock.fixed(NOON, ZoneOffset.UTC), text -> text, notices::add);
    }

    @BeforeEach
    void write() throws IOException {
        try (var journal = open()) {
            for (int i = 0; i < ENTRIES; i++) {
                journal.append(Drafts.intent("r", "step", i));
            }
            written = journal.entries();
        }
        lines = new ArrayList<>(Files.readAllLines(file()));
        assertThat(lines).hasSize(ENTRIES + 1);
    }

    private void rewrite() throws IOException {
        Files.writeString(file(), String.join("\n", lines) + "\n");
    }

    private Verification verify() throws IOException {
        return JournalVerifier.verify(file());
    }

    private void assertBroken(FaultKind kind, long line, long seq) throws IOException {
        assertBroken(kind, line, seq, FileJournal.BROKEN);
    }

    private void assertBroken(FaultKind kind, long line, long seq, String code) throws IOException {
        rewrite();
        var verification = verify();
        assertThat(verification.intact()).isFalse();
        assertThat(verification.faults().getFirst()).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.seq()).isEqualTo(seq);
        });
        var before = Files.readAllBytes(file());
        try (var journal = open()) {
            assertThat(notices.getLast()).satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(code);
                assertThat(problem.detail()).contains("line " + line);
            });
            assertThatThrownBy(() -> journal.append(Drafts.run(EntryKind.RUN_STARTED, "r2")))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(code));
            assertThat(journal.entries()).as("what can be read is still read").isNotEmpty();
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void anIntactJournalIsIntact() throws IOException {
        var verification = verify();
        assertThat(verification.faults()).isEmpty();
        assertThat(verification.entries()).isEqualTo(ENTRIES);
        assertThat(verification.headSeq()).isEqualTo(ENTRIES);
        assertThat(verification.head()).contains(written.getLast().hash());
        assertThat(verification.period()).contains(new Verification.Period(NOON, NOON));
    }

    @Test
    void aWordThatWasChanged() throws IOException {
        lines.set(3, lines.get(3).replace("payments-prod", "payments-test"));
        assertBroken(FaultKind.ALTERED, 4, 3);
    }

    @Test
    void anEntryThatWasWrittenAnewWithItsHash() throws IOException {
        var line = JournalFormat.entry(3, NOON, written.get(1).hash(), Drafts.intent("forged", "step", 3));
        lines.set(3, new String(line.content(), java.nio.charset.StandardCharsets.UTF_8));
        assertBroken(FaultKind.UNLINKED, 5, 4);
    }

    @Test
    void aLastEntryThatWasWrittenAnewWithItsHash() throws IOException {
        var line =
                JournalFormat.entry(ENTRIES, NOON, written.get(ENTRIES - 2).hash(), Drafts.intent("forged", "step", 3));
        lines.set(ENTRIES, new String(line.content(), java.nio.charset.StandardCharsets.UTF_8));
        assertBroken(FaultKind.HEAD_DIFFERS, ENTRIES + 1, ENTRIES);
    }

    @Test
    void linesThatWereTakenOut() throws IOException {
        lines.remove(3);
        lines.remove(3);
        assertBroken(FaultKind.MISSING, 4, 3);
        assertThat(verify().faults().getFirst().detail()).contains("Entries 3 to 4");
    }

    @Test
    void linesThatWereTakenFromTheEnd() throws IOException {
        lines.removeLast();
        lines.removeLast();
        assertBroken(FaultKind.TAIL_MISSING, ENTRIES, ENTRIES - 1);
    }

    @Test
    void aHeaderThatWasTakenOut() throws IOException {
        lines.removeFirst();
        assertBroken(FaultKind.NO_HEADER, 1, 1);
    }

    @Test
    void aHeaderOfAnotherJournal() throws IOException {
        lines.set(
                0,
                new String(
                        JournalFormat.header("another", NOON, Optional.empty()).content(),
                        java.nio.charset.StandardCharsets.UTF_8));
        assertBroken(FaultKind.UNLINKED, 2, 1);
    }

    @Test
    void aLineThatComesTwice() throws IOException {
        lines.add(3, lines.get(2));
        assertBroken(FaultKind.REPEATED, 4, 2);
    }

    @Test
    void anEmptyLine() throws IOException {
        lines.add(3, "");
        assertBroken(FaultKind.UNREADABLE, 4, -1);
    }

    @Test
    void aLaterFormat() throws IOException {
        lines.set(3, lines.get(3).replace("\"v\":1}", "\"v\":3}"));
        assertBroken(FaultKind.NEWER_FORMAT, 4, -1, FileJournal.NEWER);
        assertThat(verify().onlyNewer()).isTrue();
    }

    @Test
    void aLaterFormatBesideARealChangeIsDamage() throws IOException {
        lines.set(2, lines.get(2).replace("\"v\":1}", "\"v\":3}"));
        lines.set(4, lines.get(4).replace("payments-prod", "payments-test"));
        rewrite();
        assertThat(verify().onlyNewer()).isFalse();
        try (var journal = open()) {
            assertThat(notices).extracting(Problem.Local::code).containsExactly(FileJournal.BROKEN);
            assertThat(journal.entries()).isNotEmpty();
        }
    }

    @Test
    void aFileThatIsNoJournal() throws IOException {
        lines = new ArrayList<>(List.of("dear aunt,", "all is well."));
        rewrite();
        assertThat(verify().faults()).extracting(JournalFault::kind).contains(FaultKind.UNREADABLE);
        try (var journal = open()) {
            assertThat(notices).extracting(Problem.Local::code).containsExactly(FileJournal.BROKEN);
        }
        assertThat(Files.readAllLines(file())).isEqualTo(lines);
    }

    @Test
    void aJournalThatWasDeleted() throws IOException {
        Files.delete(file());
        assertThat(verify().faults()).extracting(JournalFault::kind).containsExactly(FaultKind.TAIL_MISSING);
        try (var journal = open()) {
            assertThat(notices).extracting(Problem.Local::code).containsExactly(FileJournal.BROKEN);
        }
    }

    /** The mark shows that the entry was acknowledged, so no word may call its line unconfirmed. */
    @Test
    void anAcknowledgedEntryThatWasCutIsMissing() throws IOException {
        var whole = Files.readString(file());
        Files.writeString(file(), whole.substring(0, whole.length() - 20));
        assertThat(verify().faults())
                .extracting(JournalFault::kind)
                .contains(FaultKind.TORN_TAIL, FaultKind.TAIL_MISSING);
        assertThat(verify().faults()).noneMatch(fault -> fault.detail().contains("confirmed"));
    }

    @Test
    void aTornLastLineIsCutOffAndKept() throws IOException {
        var half = lines.getLast().substring(0, 100);
        Files.writeString(file(), String.join("\n", lines) + "\n" + half);
        assertThat(verify().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(FaultKind.TORN_TAIL);
            assertThat(fault.line()).isEqualTo(ENTRIES + 2);
        });
        try (var journal = open()) {
            assertThat(notices).extracting(Problem.Local::code).containsExactly(FileJournal.TORN);
            assertThat(dir.resolve("journal.torn-1")).hasContent(half);
            assertThat(journal.append(Drafts.run(EntryKind.RUN_ENDED, "r")).seq())
                    .isEqualTo(ENTRIES + 1);
        }
        assertThat(verify().faults()).isEmpty();
    }

    @Test
    void zerosAfterAPowerFailureAreATornLine() throws IOException {
        var bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length + 5000));
        try (var journal = open()) {
            assertThat(notices).extracting(Problem.Local::code).containsExactly(FileJournal.TORN);
            assertThat(journal.entries()).isEqualTo(written);
        }
        assertThat(verify().faults()).isEmpty();
    }

    @Test
    void aTornLineThatWasOnceAcknowledgedIsNoTornLine() throws IOException {
        var bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length - 10));
        try (var journal = open()) {
            assertThat(notices).extracting(Problem.Local::code).containsExactly(FileJournal.BROKEN);
        }
        assertThat(file()).hasSize(bytes.length - 10);
    }

    @Test
    void aClockThatWasSetBackIsSaidAndBreaksNothing() throws IOException {
        try (var journal = FileJournal.open(
                file(), Clock.fixed(NOON.minus(Duration.ofHours(1)), ZoneOffset.UTC), text -> text, notices::add)) {
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "r"));
        }
        var verification = verify();
        assertThat(verification.intact()).isTrue();
        assertThat(verification.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(FaultKind.CLOCK_BACKWARDS);
            assertThat(fault.seq()).isEqualTo(ENTRIES + 1);
        });
    }

    @Test
    void aHeadThatWasNotedDownElsewhere() throws IOException {
        assertThat(JournalVerifier.verify(file(), Optional.of(written.get(2).hash()))
                        .intact())
                .isTrue();
        assertThat(JournalVerifier.verify(file(), Optional.of("00ff")).faults())
                .extracting(JournalFault::kind)
                .containsExactly(FaultKind.HEAD_DIFFERS);
    }

    @Test
    void aBrokenJournalIsSetAsideAndTheNewOneNamesIt() throws IOException {
        lines.set(3, lines.get(3).replace("payments-prod", "payments-test"));
        rewrite();
        var before = Files.readAllBytes(file());

        var archived = JournalArchive.setAside(file(), Clock.fixed(NOON, ZoneOffset.UTC));

        assertThat(Files.readAllBytes(archived.archived())).isEqualTo(before);
        assertThat(archived.openIntents()).hasSize(ENTRIES);
        assertThat(archived.header().follows()).hasValueSatisfying(old -> {
            assertThat(old.file())
                    .isEqualTo(archived.archived().getFileName().toString())
                    .isEqualTo("journal-20270301-120000.jsonl");
            assertThat(old.seq()).isEqualTo(ENTRIES);
            assertThat(old.head()).isEqualTo(written.getLast().hash());
        });
        try (var journal = open()) {
            assertThat(notices).isEmpty();
            assertThat(journal.append(Drafts.run(EntryKind.RUN_STARTED, "new")).previousHash())
                    .isEqualTo(archived.header().hash());
        }
        assertThat(verify().intact()).isTrue();
        assertThat(JournalVerifier.verify(archived.archived()).faults())
                .extracting(JournalFault::kind)
                .containsExactly(FaultKind.ALTERED);
    }

    private Path setAside(Instant at) throws IOException {
        return JournalArchive.setAside(file(), Clock.fixed(at, ZoneOffset.UTC)).archived();
    }

    @Test
    void archivedJournalsArePartOfTheVerification() throws IOException {
        setAside(NOON);
        String second;
        try (var journal = open()) {
            second = journal.append(Drafts.run(EntryKind.RUN_STARTED, "later")).hash();
        }
        setAside(NOON.plusSeconds(60));
        assertThat(verify().intact()).isTrue();
        assertThat(verify().archived())
                .extracting(Verification.Archived::file, Verification.Archived::state, Verification.Archived::entries)
                .containsExactly(
                        tuple("journal-20270301-120100.jsonl", Verification.Archived.State.UNCHANGED, 1L),
                        tuple("journal-20270301-120000.jsonl", Verification.Archived.State.UNCHANGED, (long) ENTRIES));
        for (var head : List.of(second, written.getLast().hash(), written.get(2).hash())) {
            assertThat(JournalVerifier.verify(file(), Optional.of(head)).intact())
                    .isTrue();
        }
        assertThat(JournalVerifier.verify(file(), Optional.of("00ff")).intact()).isFalse();
    }

    @Test
    void aMissingArchivedJournalIsAFault() throws IOException {
        Files.delete(setAside(NOON));
        assertThat(verify().intact()).isFalse();
        assertThat(verify().faults()).extracting(JournalFault::kind).containsExactly(FaultKind.PREDECESSOR_MISSING);
    }

    @Test
    void anArchivedJournalThatWasChangedOrShortenedIsAFault() throws IOException {
        var old = setAside(NOON);
        var text = Files.readString(old);
        for (var changed : List.of(
                text.replaceFirst("payments-prod", "payments-test"),
                text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1),
                "")) {
            Files.writeString(old, changed);
            assertThat(verify().intact()).isFalse();
            assertThat(verify().faults()).extracting(JournalFault::kind).containsExactly(FaultKind.PREDECESSOR_ALTERED);
        }
        Files.writeString(old, text);
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void aFirstLineThatNamesAFileElsewhereIsNotFollowed() throws IOException {
        setAside(NOON);
        var header = JournalFormat.header(
                "c", NOON, Optional.of(new JournalHeader.Predecessor("../elsewhere.jsonl", 6, "0a", "0b")));
        Files.write(file(), header.bytes());
        assertThat(verify().faults()).extracting(JournalFault::kind).containsExactly(FaultKind.PREDECESSOR_MISSING);
        assertThat(verify().archived()).isEmpty();
    }

    @Test
    void aLostJournalIsFollowedByOneThatKnowsItsHead() throws IOException {
        Files.delete(file());
        var archived = JournalArchive.setAside(file(), Clock.fixed(NOON, ZoneOffset.UTC));
        assertThat(archived.header().follows())
                .hasValueSatisfying(old ->
                        assertThat(old.head()).isEqualTo(written.getLast().hash()));
        try (var journal = open()) {
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void aJournalInUseIsNotSetAside() throws IOException {
        try (var _ = open()) {
            assertThatThrownBy(() -> JournalArchive.setAside(file(), Clock.systemUTC()))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(FileJournal.IN_USE));
        }
        assertThat(verify().intact()).isTrue();
    }
}
