package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Launcher;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.text.Messages;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real process receives a signal in the middle of {@code run}. It stops, records the stop, and reports it. */
@Alongside
@ResourceLock(Alongside.LOGS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are sent with kill")
class StopOnSignalTest {
    private static final String PROJECT = "analytics-dev";

    @TempDir
    private Path data;

    /**
     * @param moment what the last line of progress before the signal contains: a request is about to leave, or the run
     *     waits for another attempt
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"TERM,' ...',143", "INT,Trying again,130"})
    void aSignalIsAStopAndTheJournalSaysSo(String signal, String moment, int code) throws Exception {
        Assumptions.assumeFalse(
                signal.equals("INT") && interruptIgnored(),
                "a shell without job control starts background jobs with SIGINT ignored, and children inherit that");
        try (var sandbox =
                Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).settling(Duration.ofHours(1)))) {
            var child = run(sandbox);
            try (var progress = child.errorReader();
                    var result = child.inputReader()) {
                until(moment, progress);
                var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid()));
                assertThat(kill.start().waitFor()).isZero();
                var last = progress.readAllAsString();
                assertThat(result.readAllAsString()).as(last).contains("stopped for " + PROJECT);
                assertThat(last).contains("Stopping.");
                assertThat(child.waitFor()).isEqualTo(code);
            } finally {
                child.destroyForcibly();
            }
        }
        recordedAsStopped(journal());
    }

    /** Linux tells it in the mask SigIgn of proc(5); elsewhere the signal counts as not ignored. */
    private static boolean interruptIgnored() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(mask -> (mask & 1L << 1) != 0);
    }

    @Test
    void theHelpNamesTheExitCodes() {
        var out = new ByteArrayOutputStream();
        var program = new Program(
                Map.of(),
                Map.of("user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                Program.Practice.STANDARD);
        assertThat(ConsoleCommand.execute(program, "run", "enable", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("130, 143", "every step is done");
    }

    private Process run(Sandbox sandbox) throws IOException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Duser.language=en",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "run",
                "enable",
                "--connection",
                "env",
                "--project",
                sandbox.projectId(PROJECT),
                "--key",
                "alias/atlas-analytics",
                "--data",
                data.toString());
        command.environment().putAll(ConsoleCommandTest.environment(sandbox));
        return command.start();
    }

    private static void until(String moment, BufferedReader progress) throws IOException {
        var seen = new StringBuilder();
        String line = "";
        while (!line.contains(moment)) {
            line = progress.readLine();
            assertThat(line).as("progress ended before '%s': %s", moment, seen).isNotNull();
            seen.append(line).append('\n');
        }
    }

    private Path journal() throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(f -> f.endsWith("journal.jsonl")).findFirst().orElseThrow();
        }
    }

    private static void recordedAsStopped(Path file) throws IOException {
        assertThat(JournalVerifier.verify(file).faults()).isEmpty();
        try (var journal = FileJournal.open(file, Clock.systemUTC(), text -> text, _ -> {})) {
            List<JournalEntry> entries = journal.entries();
            var project = entries.getFirst().what().projectId();
            assertThat(entries).as("something was sent").anyMatch(e -> e.what().kind() == EntryKind.INTENT);
            assertThat(journal.openIntents(project))
                    .as("the step under way ended first")
                    .isEmpty();
            assertThat(entries.getLast().what().kind()).isEqualTo(EntryKind.RUN_ENDED);
            assertThat(entries.getLast().what().outcome()).contains(Outcome.STOPPED);
        }
    }
}
