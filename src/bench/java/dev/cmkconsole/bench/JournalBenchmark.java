package dev.cmkconsole.bench;

import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.journal.Verification;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures what durable writing before each request costs a step, and what verifying a long history costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class JournalBenchmark {

    private static final int HISTORY = 2_000;
    private static final JournalDraft INTENT = JournalDraft.of(
                    EntryKind.INTENT,
                    new RunOrigin(
                            "run-1", "enable", "benchmark", "practice", "6650a1b2c3d4e5f60718293a", "payments-prod"),
                    StepAttempt.of(
                            "save-configuration", 1, "Save the configuration in Atlas", Reversibility.COMPENSATE))
            .withChange(new ChangeRequest(
                    Optional.of("6650a1b2c3d4e5f60718293a"),
                    Optional.of("PATCH /api/atlas/v2/groups/6650a1b2c3d4e5f60718293a/encryptionAtRest\n"
                            + "{\"awsKms\":{\"enabled\":true}}".repeat(8)),
                    Optional.empty()));

    private Path folder;
    private FileJournal journal;
    private Path history;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory(Path.of("target"), "journal-benchmark");
        journal = FileJournal.open(
                folder.resolve("appended.jsonl"), Clock.systemUTC(), UnaryOperator.identity(), notice -> {});
        history = folder.resolve("history.jsonl");
        try (var past = FileJournal.open(history, Clock.systemUTC(), UnaryOperator.identity(), notice -> {})) {
            for (int i = 0; i < HISTORY; i++) {
                past.append(INTENT);
            }
        }
    }

    @Benchmark
    public JournalEntry append() {
        return journal.append(INTENT);
    }

    @Benchmark
    public Verification verifyTwoThousandEntries() throws IOException {
        return JournalVerifier.verify(history);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        journal.close();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
