package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.io.CsvRow;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.report.RecordedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and tables rebuilt from a journal only. */
class RecordedRunTest {

    @TempDir
    Path dir;

    private JournalEntry refused;

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    @BeforeEach
    void write() {
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r1"));
            journal.append(Drafts.intent("r1", "authorize", 1));
            var outcome = Drafts.outcome("r1", "authorize", 1);
            refused = journal.append(outcome.withResult(new RecordedResult(
                    Optional.of(Outcome.REFUSED),
                    Optional.of(400),
                    Optional.of("<script>alert(1)</script> & more"),
                    Optional.of("CANNOT_ASSUME_ROLE"),
                    Optional.of("req-77"))));
            journal.append(Drafts.intent("r1", "authorize", 2));
            journal.append(Drafts.outcome("r1", "authorize", 2));
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "r1"));
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r2"));
            journal.append(Drafts.intent("r2", "authorize", 1));
        }
    }

    @Test
    void runsAreToldFromTheJournalAlone() {
        var runs = RecordedRun.of(Drafts.read(file()));
        assertThat(runs).extracting(RecordedRun::runId).containsExactly("r1", "r2");
        assertThat(runs.getFirst().outcome()).contains(Outcome.DONE);
        assertThat(runs.getFirst().attempts())
                .extracting(attempt ->
                        attempt.closing().orElseThrow().what().outcome().orElseThrow())
                .containsExactly(Outcome.REFUSED, Outcome.DONE);
        assertThat(runs.getFirst().attempts())
                .noneMatch(attempt -> attempt.closing().isEmpty());
        assertThat(runs.getLast().outcome()).isEmpty();
        assertThat(runs.getLast().attempts())
                .filteredOn(attempt -> attempt.closing().isEmpty())
                .hasSize(1);
    }

    @Test
    void aTableQuotesAndDefusesItsCells() throws IOException {
        assertThat(CsvRow.of(
                        java.util.Arrays.asList(
                                "a,b",
                                "a;b",
                                "say \"x\"",
                                "two\nlines",
                                "=1+1",
                                -5,
                                null,
                                Optional.of("@x"),
                                "\u001b[2K"),
                        Legible::lines))
                .isEqualTo("\"a,b\",\"a;b\",\"say \"\"x\"\"\",\"two\nlines\",'=1+1,-5,,'@x,\\u001b[2K\r\n");
        var out = new ByteArrayOutputStream();
        assertThat(JournalExport.csv(file(), HistoryFilter.ALL, out)).isEqualTo(8);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(9)
                .element(3)
                .asString()
                .contains("REFUSED")
                .endsWith(refused.hash());
    }
}
