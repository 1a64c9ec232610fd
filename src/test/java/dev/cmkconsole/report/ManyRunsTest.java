package dev.cmkconsole.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.WholeHistory;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.text.Messages;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and reports of a long history hold one run at a time, whatever its length. */
@Alongside
class ManyRunsTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final int RUNS = 60;

    @TempDir
    Path dir;

    private Path recorded() {
        var file = dir.resolve("journal.jsonl");
        try (var journal = FileJournal.open(file, Clock.fixed(NOON, ZoneOffset.UTC), text -> text, _ -> {})) {
            for (int i = 0; i < RUNS; i++) {
                journal.append(Drafts.run(EntryKind.RUN_STARTED, "run-" + i));
                journal.append(Drafts.intent("run-" + i, "authorize", 1));
                if (i > 0) {
                    // A later run learns what became of an attempt of an earlier one.
                    journal.append(Drafts.closing(EntryKind.RECONCILED, "run-" + (i - 1), "authorize", 1));
                }
            }
        }
        return file;
    }

    @Test
    void reportsOfAllRunsReadTheEntriesOfOneRunAtATime() throws IOException {
        var history = new WholeHistory(recorded());
        var readAtOnce = new ArrayList<List<JournalEntry>>();
        var places = new RunPlaces(wanted -> {
            readAtOnce.add(history.at(wanted));
            return readAtOnce.getLast();
        });
        history.forEach(places::see);
        assertThat(readAtOnce).as("one pass reads no entry again").isEmpty();

        var reports = RunReports.from(places, Optional.empty(), Procedures.followUps());
        for (int i = 0; i < RUNS; i++) {
            var report = reports.of("run-" + i).orElseThrow();
            assertThat(report.requests()).as("run " + i).hasSize(1);
        }
        assertThat(readAtOnce)
                .hasSize(RUNS)
                .allSatisfy(run -> assertThat(run)
                        .hasSizeLessThanOrEqualTo(3)
                        .extracting(entry -> entry.what().runId())
                        .containsOnly(run.getFirst().what().runId()));
        assertThat(reports.of("no-such-run")).isEmpty();
    }

    @Test
    void aPageIsMadeWhenTheOneBeforeIsWritten() throws IOException {
        var words = new ReportWords(new Messages(Locale.ENGLISH, ZoneOffset.UTC));
        var history = new WholeHistory(recorded());
        var places = new RunPlaces(history::at);
        history.forEach(places::see);
        var reports = RunReports.from(places, Optional.empty(), Procedures.followUps());
        var written = new StringWriter();
        var lengths = new ArrayList<Integer>();
        var pages = IntStream.range(0, RUNS)
                .mapToObj(i -> {
                    lengths.add(written.getBuffer().length());
                    return words.page(reports.of("run-" + i).orElseThrow());
                })
                .iterator();
        HtmlReport.write(pages, written);
        assertThat(lengths).hasSize(RUNS).isSorted();
        assertThat(lengths.getLast()).isGreaterThan(lengths.get(RUNS / 2) + 1000);
        assertThat(written.toString()).contains("run-0", "run-" + (RUNS - 1)).endsWith("</html>\n");
    }

    @Test
    void aDiskThatIsFullIsNamed() {
        var full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> HtmlReport.write(List.<ReportPage>of().iterator(), full))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    /** Worked out by hand from the entries. */
    @Test
    void aSummaryCountsAttemptsAndThoseWithoutAnOutcome() {
        var runs = new RunSummaries();
        long seq = 0;
        for (var draft : List.of(
                Drafts.run(EntryKind.RUN_STARTED, "a"),
                Drafts.intent("a", "one", 1),
                Drafts.outcome("a", "one", 1),
                Drafts.intent("a", "one", 2),
                Drafts.intent("a", "two", 1),
                Drafts.run(EntryKind.RUN_STARTED, "b"),
                Drafts.intent("b", "one", 1),
                Drafts.closing(EntryKind.RECONCILED, "a", "two", 1),
                Drafts.run(EntryKind.RUN_ENDED, "b"))) {
            seq++;
            runs.see(new JournalEntry(seq, NOON.plusSeconds(seq), draft, "", ""));
        }
        assertThat(runs.size()).isEqualTo(2);
        var newestFirst = runs.newestFirst().toList();
        assertThat(newestFirst).extracting(run -> run.origin().runId()).containsExactly("b", "a");
        assertThat(newestFirst.getFirst())
                .satisfies(b -> assertThat(b.ended()).contains(NOON.plusSeconds(9)))
                .extracting(RunSummary::began, RunSummary::attempts, RunSummary::open)
                .containsExactly(NOON.plusSeconds(6), 1, 1);
        assertThat(newestFirst.getLast())
                .satisfies(a -> assertThat(a.ended()).isEmpty())
                .satisfies(a -> assertThat(a.outcome()).isEqualTo(Optional.<Outcome>empty()))
                .extracting(RunSummary::began, RunSummary::attempts, RunSummary::open)
                .containsExactly(NOON.plusSeconds(1), 3, 1);
    }
}
