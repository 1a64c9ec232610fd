package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

/** Properties of every journal, every byte of it and every truncation. */
@Tag("long")
class JournalPropertyTest {
    private static final int ENTRIES = 5;

    /** One journal for all tries, as bytes. Each try works on its own copy. */
    private record Sample(byte[] journal, byte[] head, List<JournalEntry> entries) {
        static Sample make() throws IOException {
            var dir = Files.createTempDirectory("journal-sample");
            var file = dir.resolve("journal.jsonl");
            try (var journal = FileJournal.open(file, Clock.systemUTC(), text -> text, _ -> {})) {
                for (int i = 0; i < ENTRIES; i++) {
                    journal.append(Drafts.intent("rün-" + i, "step", i));
                }
                return new Sample(
                        Files.readAllBytes(file), Files.readAllBytes(dir.resolve("journal.head")), journal.entries());
            } finally {
                delete(dir);
            }
        }
    }

    private final Sample sample;
    private final Path dir;

    JournalPropertyTest() throws IOException {
        sample = Sample.make();
        dir = Files.createTempDirectory("journal-property");
    }

    @AfterProperty
    void clean() throws IOException {
        delete(dir);
    }

    private static void delete(Path dir) throws IOException {
        if (Files.exists(dir)) {
            try (var all = Files.walk(dir)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    private void put(byte[] journal, boolean withHead) throws IOException {
        Files.write(file(), journal);
        if (withHead) {
            Files.write(dir.resolve("journal.head"), sample.head);
        } else {
            Files.deleteIfExists(dir.resolve("journal.head"));
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void whatIsAppendedIsReadBack(@ForAll("anyDrafts") List<JournalDraft> drafts) throws IOException {
        Files.deleteIfExists(file());
        Files.deleteIfExists(dir.resolve("journal.head"));
        var appended = new ArrayList<JournalEntry>();
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            drafts.forEach(draft -> appended.add(journal.append(draft)));
            assertThat(journal.entries()).isEqualTo(appended);
        }
        var verification = JournalVerifier.verify(file());
        assertThat(verification.intact()).isTrue();
        assertThat(verification.entries()).isEqualTo(drafts.size());
        assertThat(Drafts.read(file())).isEqualTo(appended);
        var expected = new OpenIntents();
        appended.forEach(expected::see);
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            for (var entry : appended) {
                assertThat(journal.openIntents(entry.what().projectId()))
                        .isEqualTo(expected.of(entry.what().projectId()));
            }
        }
    }

    @Property(tries = 1500)
    void anyChangedByteIsFound(
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll @IntRange(min = 1, max = 255) int change,
            @ForAll boolean withHead)
            throws IOException {
        var bytes = sample.journal.clone();
        bytes[where % bytes.length] ^= (byte) change;
        put(bytes, withHead);
        assertThat(JournalVerifier.verify(file()).standing()).isNotEqualTo(Verification.Standing.INTACT);
    }

    @Property(tries = 500)
    void anyCutIsFoundWhereTheHeadIsKnown(@ForAll @IntRange(max = 1_000_000) int where) throws IOException {
        put(Arrays.copyOf(sample.journal, where % sample.journal.length), true);
        assertThat(JournalVerifier.verify(file()).intact()).isFalse();
    }

    @Property(tries = 500)
    void anyCutLeavesAPrefixAndSaysSo(@ForAll @IntRange(max = 1_000_000) int where) throws IOException {
        var cut = Arrays.copyOf(sample.journal, where % sample.journal.length);
        put(cut, false);
        boolean betweenLines = cut.length == 0 || cut[cut.length - 1] == '\n';
        var verification = JournalVerifier.verify(file());
        assertThat(verification.standing())
                .isEqualTo(betweenLines ? Verification.Standing.INTACT : Verification.Standing.CUT_OFF);
        assertThat(verification.entries()).isLessThan(ENTRIES);
        var notices = new ArrayList<Problem.Local>();
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, notices::add)) {
            assertThat(journal.entries()).isEqualTo(sample.entries.subList(0, (int) verification.entries()));
            assertThat(notices).hasSize(betweenLines ? 0 : 1);
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "next"));
        }
        assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
    }

    @Provide
    Arbitrary<List<JournalDraft>> anyDrafts() {
        return Drafts.any().list().ofMaxSize(8);
    }
}
