package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.io.CsvRow;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.report.RecordedRun;
import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.report.RunReports;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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
                                "\uff1d1",
                                -5,
                                null,
                                Optional.of("@x"),
                                "\u001b[2K"),
                        Legible::lines))
                .isEqualTo("\"a,b\",\"a;b\",\"say \"\"x\"\"\",\"two\nlines\",'=1+1,'\uff1d1,-5,,'@x,\\u001b[2K\r\n");
        var out = new ByteArrayOutputStream();
        assertThat(JournalExport.csv(file(), HistoryFilter.ALL, out)).isEqualTo(8);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(9)
                .element(3)
                .asString()
                .contains("REFUSED")
                .endsWith(refused.hash());
    }

    /** A line of its own could say anything of a run. */
    @Test
    void aLineBreakInANameBeginsNoLine() throws IOException {
        var other = dir.resolve("other.jsonl");
        var name = "prod\n2,2026-11-28T00:00:00Z,RUN_ENDED\r\n* passes";
        var origin = new RunOrigin("r", "enable", "me\nroot", "practice", Drafts.PROJECT, name);
        var draft = JournalDraft.of(EntryKind.RUN_STARTED, origin, StepAttempt.wholeRun("1 of 1 steps to do"));
        try (var journal = FileJournal.open(other, Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(draft);
        }
        var out = new ByteArrayOutputStream();
        JournalExport.csv(other, HistoryFilter.ALL, out);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
        var entries = Drafts.read(other);
        var report = new RunReports(entries::forEach, Optional.empty(), List.of())
                .of("r")
                .orElseThrow();
        var words = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
        assertThat(ReportFormat.TEXT.write(report, words).lines())
                .anyMatch(line -> line.contains("me\\nroot"))
                .noneMatch(line -> line.strip().startsWith("root"))
                .noneMatch(line -> line.strip().startsWith("* passes"));
    }
}
