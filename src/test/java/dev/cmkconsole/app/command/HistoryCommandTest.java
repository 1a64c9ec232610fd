package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import picocli.CommandLine;

/** The {@code history} command: its words, its files and its exit codes. */
@Alongside
@ResourceLock(Alongside.LOGS)
class HistoryCommandTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");

    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Optional<String> answer = Optional.empty();

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    private int history(String... arguments) {
        out.reset();
        err.reset();
        var command = new HistoryCommand(
                this::file,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                _ -> answer);
        return new CommandLine(command)
                .setErr(new PrintWriter(Writer.nullWriter()))
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute(arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void record() {
        try (var journal = FileJournal.open(file(), Clock.fixed(NOON, ZoneOffset.UTC), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r1"));
            journal.append(Drafts.intent("r1", "authorize", 1));
            journal.append(Drafts.outcome("r1", "authorize", 1));
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "r1"));
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r2"));
            journal.append(Drafts.intent("r2", "authorize", 1));
        }
    }

    @Test
    void anIntactJournalEndsWithZero() throws IOException {
        record();
        assertThat(history("verify")).isZero();
        assertThat(said())
                .startsWith("The journal is intact: 6 entries.")
                .contains("Head 6 " + JournalVerifier.verify(file()).head().orElseThrow());
        assertThat(history("verify", "--format", "json")).isZero();
        var json = new JsonMapper().readTree(said());
        assertThat(json.get("intact").asBoolean()).isTrue();
        assertThat(json.get("entries").asInt()).isEqualTo(6);
    }

    @Test
    void aDamagedJournalEndsWithOneAndNamesTheLine() throws IOException {
        record();
        Files.writeString(file(), Files.readString(file()).replaceFirst("operator", "somebody"));
        assertThat(history("verify")).isEqualTo(1);
        assertThat(said()).startsWith("The journal is damaged").contains("line 2: The content of entry 1");
        assertThat(history("verify", "--format", "json")).isEqualTo(1);
        assertThat(new JsonMapper()
                        .readTree(said())
                        .get("faults")
                        .get(0)
                        .get("line")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aHeadThatIsNotThereEndsWithOne() {
        record();
        assertThat(history("verify", "--head", "0".repeat(63) + "1")).isEqualTo(1);
        assertThat(said()).contains("No line carries the given head hash");
    }

    @Test
    void nothingRecordedIsNoFault() {
        assertThat(history("verify")).isZero();
        assertThat(said()).startsWith("Nothing has been recorded yet.");
        assertThat(history("list")).isZero();
        assertThat(history("export", "--format", "csv")).isZero();
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(history()).isEqualTo(2);
        assertThat(history("verify", "--format", "csv")).isEqualTo(2);
        assertThat(history("list", "--format", "xml")).isEqualTo(2);
        assertThat(history("burn")).isEqualTo(2);
    }

    @Test
    void runsAreListedNewestFirst() throws IOException {
        record();
        assertThat(history("list")).isZero();
        assertThat(said().lines()).hasSize(2).first().asString().contains("NO_END (1 open)", "payments-prod", "r2");
        assertThat(history("list", "--format", "csv", "--run", "r1")).isZero();
        assertThat(said().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("r1,2027-03-01T12:00:00Z,2027-03-01T12:00:00Z,DONE,enable,");
        assertThat(history("list", "--format", "json")).isZero();
        assertThat(new JsonMapper().readTree(said()).get(0).get("open").asInt()).isEqualTo(1);
        assertThat(history("list", "--project", "0123456789abcdef01234567")).isZero();
        assertThat(said()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Nothing has been recorded for project 0123456789abcdef01234567.");
    }

    @Test
    void aRunThatIsNotThereEndsWithOne() {
        record();
        assertThat(history("list", "--run", "r9")).isEqualTo(1);
        assertThat(history("export", "--run", "r9")).isEqualTo(1);
        assertThat(history("report", "--run", "r9")).isEqualTo(1);
        assertThat(history("report")).isEqualTo(2);
        assertThat(said()).isEmpty();
    }

    @Test
    void anExportGoesToTheOutputOrToAFile() throws IOException {
        record();
        assertThat(history("export", "--format", "json")).isZero();
        assertThat(said()).endsWith(Files.readString(file()));
        var target = dir.resolve("report.html");
        assertThat(history("export", "--format", "html", "--run", "r1", "--out", target.toString()))
                .isZero();
        assertThat(said()).isEmpty();
        assertThat(target)
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("done, and read back")
                .doesNotContain("r2");
        assertThat(history("export", "--run", "r2")).isZero();
        assertThat(said()).startsWith("Enable customer-managed keys: payments-prod");
    }

    @Test
    void aRunIsReportedAsTextPageAndJson() throws IOException {
        record();
        assertThat(history("report", "--run", "r1")).isZero();
        assertThat(said())
                .startsWith("Enable customer-managed keys: payments-prod\n=====")
                .contains(
                        "Authorize the role in Atlas: done, and read back",
                        "PATCH /api/atlas/v2",
                        "req-1",
                        "intact when this report was created: 6 entries",
                        JournalVerifier.verify(file()).head().orElseThrow());
        var target = dir.resolve("report.json");
        assertThat(history("report", "--run", "r2", "--format", "json", "--out", target.toString()))
                .isZero();
        assertThat(said()).isEmpty();
        var json = new JsonMapper().readTree(target.toFile());
        assertThat(json.get("result").asText()).isEqualTo("NO_END");
        assertThat(json.get("requests").get(0).has("outcome")).isFalse();
        assertThat(json.get("next").get(0).get("code").asText()).isEqualTo("find-out");
        assertThat(history("report", "--run", "r1", "--format", "html")).isZero();
        assertThat(said()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    }

    @Test
    void aJournalFromElsewhereIsReportedWithoutThisComputersOwn() throws IOException {
        record();
        var copy = Files.copy(file(), dir.resolve("copy.jsonl"));
        Files.delete(file());
        assertThat(history("report", "--run", "r1", "--journal", copy.toString()))
                .isZero();
        assertThat(said()).contains("Authorize the role in Atlas: done, and read back");
        assertThat(history("report", "--run", "r1")).isEqualTo(1);
        assertThat(history("report", "--run", "r1", "--journal", copy.toString(), "--out", copy.toString()))
                .isEqualTo(2);
    }

    @Test
    void aReportOfADamagedJournalSaysSo() throws IOException {
        record();
        Files.writeString(file(), Files.readString(file()).replaceFirst("operator", "somebody"));
        for (var format : List.of("text", "html", "json")) {
            assertThat(history("report", "--run", "r2", "--format", format)).isEqualTo(1);
            assertThat(said()).contains(format.equals("json") ? "\"intact\" : false" : "damaged: ");
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("history verify");
        }
    }

    @Test
    void anExportOfADamagedJournalEndsWithOneAndIsMarked() throws IOException {
        record();
        Files.writeString(file(), Files.readString(file()).replaceFirst("operator", "somebody"));
        var marks = Map.of("text", "damaged: ", "html", "damaged: ", "json", "\"intact\":false", "csv", ",FAULT,");
        for (var mark : marks.entrySet()) {
            assertThat(history("export", "--format", mark.getKey())).isEqualTo(1);
            assertThat(said()).as("what can be read, marked").contains("r2", mark.getValue());
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("The journal is damaged", "history verify");
            var target = dir.resolve("export." + mark.getKey());
            assertThat(history("export", "--format", mark.getKey(), "--out", target.toString()))
                    .isEqualTo(1);
            assertThat(target).content().contains("r2", mark.getValue());
        }
    }

    /** A kill during a write leaves half a line, without a head that knows it. */
    @Test
    void halfALineAtTheEndIsNoDamage() throws IOException {
        record();
        Files.writeString(file(), Files.readString(file()) + "{\"v\":1,\"seq\":7,\"kin");
        for (var command : List.of("verify", "list", "export", "report --run r1", "export --format csv")) {
            assertThat(history(command.split(" "))).as(command).isZero();
            assertThat(said() + err.toString(StandardCharsets.UTF_8))
                    .as(command)
                    .contains("The last line is incomplete", "interrupted", "The next write sets it aside")
                    .doesNotContain("damaged");
        }
        assertThat(history("verify", "--format", "json")).isZero();
        assertThat(new JsonMapper().readTree(said()).get("standing").asText()).isEqualTo("CUT_OFF");
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "r2"));
        }
        assertThat(history("verify")).isZero();
        assertThat(said()).startsWith("The journal is intact: 7 entries.");
    }

    @Test
    void anExportNeverReplacesTheJournal() throws IOException {
        record();
        var before = Files.readString(file());
        assertThat(history("export", "--format", "json", "--out", file().toString()))
                .isEqualTo(2);
        assertThat(file()).hasContent(before);
    }

    @Test
    void aPlaceThatCannotBeWrittenEndsWithOne() {
        record();
        assertThat(history(
                        "export", "--out", dir.resolve("missing").resolve("x").toString()))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("could not be read or written");
    }

    @Test
    void aDamagedJournalIsSetAside() throws IOException {
        record();
        Files.writeString(file(), Files.readString(file()).replaceFirst("operator", "somebody"));
        answer = Optional.of("yes");
        assertThat(history("archive")).isZero();
        assertThat(said()).contains("journal-20270301-120000.jsonl");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("The outcome is not known of: Authorize the role in Atlas");
        assertThat(history("verify")).isZero();
        assertThat(said()).contains("Follows journal-20270301-120000.jsonl, which ended at entry 6");
    }

    @Test
    void aListOfADamagedJournalSaysSo() throws IOException {
        record();
        Files.writeString(file(), Files.readString(file()).replaceFirst("operator", "somebody"));
        for (var format : List.of("text", "json", "csv")) {
            assertThat(history("list", "--format", format)).isEqualTo(1);
            assertThat(said()).as("what can be read is listed").contains("r1", "r2");
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("The journal is damaged", "history verify");
        }
    }

    @Test
    void theListFollowsArchivedJournals() throws IOException {
        record();
        assertThat(history("archive", "--yes")).isZero();
        assertThat(history("list")).isZero();
        assertThat(said()).contains("r1", "r2");
        Files.delete(dir.resolve("journal-20270301-120000.jsonl"));
        assertThat(history("list")).isEqualTo(1);
    }

    @Test
    void aRunUnderWayIsNotARunWithoutAnEnd() {
        record();
        assertThat(history("list")).isZero();
        assertThat(said()).contains("NO_END").doesNotContain("UNDER_WAY");
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r3"));
            assertThat(history("list", "--run", "r3")).isZero();
            assertThat(said()).contains("UNDER_WAY").doesNotContain("NO_END");
        }
        assertThat(history("list", "--run", "r3")).isZero();
        assertThat(said()).contains("NO_END");
    }

    @Test
    void aReportOfARunUnderWaySaysSo() {
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r3"));
            journal.append(Drafts.intent("r3", "authorize-role", 1));
            assertThat(history("report", "--run", "r3")).isZero();
            assertThat(said())
                    .contains("In progress in payments-prod", "no response yet")
                    .doesNotContain("No end is recorded", "the program ended", "run it again");
            assertThat(history("export", "--run", "r3")).isZero();
            assertThat(said()).contains("In progress in payments-prod");
        }
        assertThat(history("report", "--run", "r3")).isZero();
        assertThat(said()).contains("No end is recorded");
    }

    @Test
    void turningEncryptionOffIsListedAsSuch() throws IOException {
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r4")
                    .withFacts(new RunFacts(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty())
                            .named(Optional.of("Stop encrypting clusters"))));
        }
        assertThat(history("list")).isZero();
        assertThat(said()).contains("Stop encrypting clusters");
        assertThat(history("list", "--format", "json")).isZero();
        assertThat(new JsonMapper().readTree(said()).get(0).get("name").asText())
                .isEqualTo("Stop encrypting clusters");
        assertThat(history("list", "--format", "csv")).isZero();
        assertThat(said()).contains("underWay,name", "Stop encrypting clusters");
    }

    @Test
    void nothingIsSetAsideWithoutAYes() throws IOException {
        record();
        var before = Files.readAllBytes(file());
        for (var said : List.of(Optional.<String>empty(), Optional.of("no"), Optional.of(""))) {
            answer = said;
            assertThat(history("archive")).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("There is no need to set it aside", "Nothing was changed", "--yes");
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(history("archive", "--yes")).isZero();
        assertThat(history("verify")).isZero();
        assertThat(said()).contains("Archived journal journal-20270301-120000.jsonl: unchanged since it was set aside");
    }

    @Test
    void aNewerFormatIsCalledNewerAndNotChanged() throws IOException {
        record();
        Files.writeString(file(), Files.readString(file()).replaceFirst("\"v\":1}(?s)(?=.*r2)", "\"v\":9}"));
        assertThat(history("verify")).isEqualTo(1);
        assertThat(said()).startsWith("A newer version of this program wrote a part of the journal");
        assertThat(said()).doesNotContain("damaged").doesNotContain("changed");
        history("export", "--format", "csv");
        history("report", "--run", "r2");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("A newer version")
                .doesNotContain("damaged");
    }

    @Test
    void aJournalInUseIsNotSetAside() {
        record();
        try (var _ = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            assertThat(history("verify")).as("reading needs no lock").isZero();
            assertThat(history("archive", "--yes")).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("JOURNAL_IN_USE");
        }
    }

    @Test
    void aListCanBeLimitedToTheNewestRuns() {
        record();
        assertThat(history("list", "--limit", "1")).isZero();
        assertThat(said().lines())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).endsWith("r2"));
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the newest 1 of 2 runs");
        assertThat(history("list", "--limit", "2")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(history("list", "--limit", "0")).isEqualTo(2);
    }
}
