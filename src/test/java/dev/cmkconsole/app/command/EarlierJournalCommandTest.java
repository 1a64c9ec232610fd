package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The present program verifies, lists, reports, exports and continues a journal that version 0.1 wrote. */
@Alongside
@ResourceLock(Alongside.LOGS)
class EarlierJournalCommandTest {
    private static final Path OLD = Path.of("src", "test", "resources", "journal-of-0.1");
    private static final String ANALYTICS = "b7e711be78b0c253a58b7700";
    private static final int ENTRIES = 84;
    private static final Program.Practice QUICK =
            new Program.Practice(40, new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(100)));

    @TempDir
    private Path data;

    private Path file() {
        return data.resolve("practice").resolve("journal.jsonl");
    }

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(file().getParent());
        for (var name : List.of("journal.jsonl", "journal.head")) {
            Files.copy(OLD.resolve(name), file().resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The output of one command, which must end with 0. */
    private String console(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        var program = new Program(
                Map.of(),
                Map.of("os.name", "Linux", "user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                QUICK);
        int code = ConsoleCommand.execute(program, all.toArray(String[]::new));
        assertThat(code).as("%s: %s%s", all, out, err).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json(String... args) throws IOException {
        return new JsonMapper().readTree(console(args));
    }

    private Map<String, String> procedures() throws IOException {
        var procedures = new HashMap<String, String>();
        json("history", "list", "--format", "json")
                .forEach(run -> procedures.put(
                        run.path("run").asText(), run.path("procedure").asText()));
        return procedures;
    }

    @Test
    void itVerifiesAndIsListed() throws IOException {
        assertThat(console("history", "verify")).startsWith("The journal is intact: " + ENTRIES + " entries.");
        assertThat(procedures()).hasSize(12);
        assertThat(procedures().values())
                .contains("enable", "clusters", "switch", "rotate", "aws-rotation", "old-key", "retire");
        assertThat(console("history", "list")).contains("analytics-dev", "ledger-legacy", "payments-prod");
    }

    @Test
    void everyRunIsReportedInEveryForm() throws IOException {
        var results = new ArrayList<String>();
        for (var run : procedures().entrySet()) {
            var report = json("history", "report", "--run", run.getKey(), "--format", "json");
            assertThat(report.path("procedure").asText()).isEqualTo(run.getValue());
            assertThat(report.path("requests"))
                    .as("every request says what was sent and how it ended")
                    .allSatisfy(request -> {
                        assertThat(request.path("operation").asText()).contains(" ");
                        assertThat(request.path("outcome").asText()).isNotEmpty();
                    });
            results.add(report.path("result").asText());
            assertThat(console("history", "report", "--run", run.getKey())).contains(run.getKey());
            assertThat(console("history", "report", "--run", run.getKey(), "--format", "html"))
                    .startsWith("<!DOCTYPE html>")
                    .contains(run.getKey());
        }
        assertThat(results)
                .containsExactlyInAnyOrder(
                        "DONE",
                        "DONE",
                        "DONE",
                        "DONE",
                        "DONE",
                        "DONE",
                        "DONE",
                        "PARTLY",
                        "NEEDS_DECISION",
                        "BLOCKED",
                        "BLOCKED",
                        "BLOCKED");
    }

    @Test
    void itIsFilteredAndExported() throws IOException {
        assertThat(console("history", "export", "--format", "json")).endsWith(Files.readString(file()));
        assertThat(console("history", "export", "--format", "csv").lines()).hasSizeGreaterThan(ENTRIES);
        assertThat(console("history", "export", "--format", "html")).contains("ledger-legacy", "analytics-dev");
        assertThat(console("history", "export", "--format", "text", "--project", ANALYTICS))
                .contains("analytics-dev")
                .doesNotContain("ledger-legacy");
        assertThat(json("history", "list", "--format", "json", "--project", ANALYTICS))
                .hasSize(5);
    }

    @Test
    void aNewRunContinuesTheChain() throws IOException {
        var before = Files.readAllLines(file());
        enable();
        assertThat(Files.readAllLines(file())).startsWith(before.toArray(String[]::new));
        var added = continued(ENTRIES);
        assertThat(added.getFirst().what().kind()).isEqualTo(EntryKind.RUN_STARTED);
        assertThat(added.getLast().what().outcome()).contains(Outcome.DONE);
    }

    /** The program ended right after these lines, before the request left. The effect is missing. */
    @ParameterizedTest
    @CsvSource({"4,set-up-role", "14,save-configuration", "18,encrypt:events", "26,create:newone", "36,rotate-once"})
    void aRequestThatWasNeverSentIsReconciledAsNotDone(int line, String step) throws IOException {
        cutAfter(line);
        enable();
        reconciled(line, step, Outcome.NOT_DONE);
    }

    /** The program ended right after these lines, when the request had left. The effect is there. */
    @ParameterizedTest
    @CsvSource({"2,create-access-role", "4,set-up-role", "10,allow-key"})
    void aRequestThatTookEffectIsReconciledAsDone(int line, String step) throws IOException {
        enable();
        cutAfter(line);
        enable();
        reconciled(line, step, Outcome.DONE_UNANSWERED);
    }

    private void enable() {
        console("run", "enable", "--project", ANALYTICS, "--key", "alias/atlas-analytics");
    }

    /** Without its end mark, as on another computer. */
    private void cutAfter(int entry) throws IOException {
        var lines = Files.readAllLines(OLD.resolve("journal.jsonl"));
        assertThat(lines.get(entry)).contains("\"kind\":\"INTENT\"");
        Files.writeString(file(), String.join("\n", lines.subList(0, entry + 1)) + "\n");
        Files.delete(file().resolveSibling("journal.head"));
    }

    private void reconciled(int entry, String step, Outcome outcome) throws IOException {
        assertThat(continued(entry).stream()
                        .map(JournalEntry::what)
                        .filter(what -> what.kind() == EntryKind.RECONCILED))
                .singleElement()
                .satisfies(what -> {
                    assertThat(what.step()).contains(step);
                    assertThat(what.outcome()).contains(outcome);
                });
    }

    /** The entries after the given number. The hash chain before, between and in them is intact. */
    private List<JournalEntry> continued(int entry) throws IOException {
        assertThat(JournalVerifier.verify(file()).faults()).isEmpty();
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            var added = journal.entries().stream().filter(e -> e.seq() > entry).toList();
            assertThat(added.getFirst().seq()).isEqualTo(entry + 1L);
            assertThat(added).allSatisfy(e -> assertThat(e.what().projectId()).isEqualTo(ANALYTICS));
            assertThat(journal.openIntents(ANALYTICS)).isEmpty();
            assertThat(added.stream().map(JournalEntry::what).map(JournalDraft::kind))
                    .contains(EntryKind.RUN_STARTED)
                    .endsWith(EntryKind.RUN_ENDED);
            return added;
        }
    }
}
