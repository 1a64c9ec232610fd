package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process dies right before and right after journal writes while it enables a project over HTTP. A second
 * run finishes: the project has its key, nothing exists twice, and the journal is intact.
 */
@Alongside
class KillTest {
    private static final int KILLED = 9;

    /** A process is slow to start, and {@link InterruptionsTest} ends a program at every moment of every procedure. */
    private static final int STRIDE = 3;

    @TempDir
    Path dir;

    /** The child process: enables the project and halts at the given write. */
    static final class Child {
        public static void main(String[] args) {
            var words = List.of(args);
            int write = Integer.parseInt(words.get(2));
            boolean before = words.get(1).equals("before");
            var journal = new Halting(
                    FileJournal.open(Path.of(words.get(0)), Clock.systemUTC(), text -> text, _ -> {}), write, before);
            try (var console =
                    new SandboxedConsole(SandboxedConsole.Address.of(words.subList(5, words.size())), journal)) {
                var result = console.enable(words.get(3), KeyArn.of(words.get(4)));
                System.exit(result.kind() == RunResult.RunOutcomeKind.DONE ? 0 : 1);
            }
        }
    }

    /**
     * No shutdown hooks, no closing, no flushing: as from {@code kill -9}. Nothing happens between the write of an
     * outcome and the next write, so of the moments after a write only those after an intent count.
     */
    private record Halting(Journal journal, int write, boolean before) implements Journal {
        @Override
        public JournalEntry append(JournalDraft draft) {
            if (before && written(_ -> true) + 1 == write) {
                Runtime.getRuntime().halt(KILLED);
            }
            var entry = journal.append(draft);
            if (!before && draft.kind() == EntryKind.INTENT && written(k -> k == EntryKind.INTENT) == write) {
                Runtime.getRuntime().halt(KILLED);
            }
            return entry;
        }

        private long written(Predicate<EntryKind> kind) {
            return journal.entries().stream()
                    .filter(e -> kind.test(e.what().kind()))
                    .count();
        }

        @Override
        public List<JournalEntry> entries() {
            return journal.entries();
        }

        @Override
        public List<JournalEntry> openIntents(String projectId) {
            return journal.openIntents(projectId);
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    @Test
    void whereverItIsKilledTheNextRunFinishesAndNothingIsDoneTwice() throws Exception {
        int writes = 1 - STRIDE;
        int intents = 1 - STRIDE;
        boolean moreWrites = true;
        boolean moreIntents = true;
        try (var one = new Lane();
                var other = new Lane();
                var two = Executors.newFixedThreadPool(2)) {
            while (moreWrites) {
                writes += STRIDE;
                int write = writes;
                int next;
                if (moreIntents) {
                    intents += STRIDE;
                    next = intents;
                } else {
                    writes += STRIDE;
                    next = writes;
                }
                String when = moreIntents ? "after" : "before";
                var both = two.invokeAll(List.<Callable<Boolean>>of(
                        () -> killedAndFinished(one, "before", write), () -> killedAndFinished(other, when, next)));
                boolean first = both.getFirst().get();
                boolean second = both.getLast().get();
                moreWrites = moreIntents ? first : first && second;
                moreIntents = moreIntents && second;
            }
        }
        assertThat(intents)
                .as("an enable run has at least five requests, and one try is without")
                .isGreaterThan(5);
        assertThat(writes)
                .as("an enable run has at least two writes for each of five requests, a beginning and an end")
                .isGreaterThan(12);
    }

    /** What one of the two threads keeps from one killed process to the next. */
    private static final class Lane implements AutoCloseable {
        // So fast that IAM settles in a fraction of a second, and still refuses the first tries.
        private final Sandbox sandbox =
                Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(20));
        private final SandboxedConsole connected = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), new MemoryJournal(Clock.systemUTC(), new ArrayList<>()));

        @Override
        public void close() {
            connected.close();
            sandbox.close();
        }
    }

    /** @return whether the child got as far as the write at which it was to be killed */
    private boolean killedAndFinished(Lane lane, String when, int write) throws Exception {
        var file = dir.resolve(when + write).resolve("journal.jsonl");
        java.nio.file.Files.createDirectories(file.getParent());
        var sandbox = lane.sandbox;
        sandbox.reset();
        String project = sandbox.projectId("analytics-dev");
        var key = KeyArn.of(sandbox.aws().keys().stream()
                .filter(k -> k.arn().contains(":us-east-1:") && k.state().equals("Enabled"))
                .findFirst()
                .orElseThrow()
                .arn());
        int exit = child(file, when, write, project, key, SandboxedConsole.Address.of(sandbox));
        assertThat(exit).as("%s write %d", when, write).isIn(0, KILLED);
        finish(file, project, key, lane.connected, when + " write " + write);
        return exit == KILLED;
    }

    private static int child(Path file, String when, int write, String project, KeyArn key, SandboxedConsole.Address at)
            throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString(),
                when,
                String.valueOf(write),
                project,
                key.toString()));
        command.addAll(at.words());
        var log = file.resolveSibling("child.log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start()
                .waitFor();
    }

    private static void finish(Path file, String project, KeyArn key, SandboxedConsole connected, String when)
            throws Exception {
        var journal = FileJournal.open(file, Clock.systemUTC(), text -> text, _ -> {});
        try (var console = connected.again(journal)) {
            var result = console.enable(project, key);
            assertThat(result.kind()).as(when + " " + result.problem()).isEqualTo(RunResult.RunOutcomeKind.DONE);

            var now = console.service.observe(project, ReadScope.CONFIGURED);
            assertThat(now.posture()).as(when).contains(Posture.ROLE_BASED);
            assertThat(now.encryption().value().orElseThrow().awsKms().usesKey(key))
                    .isTrue();
            assertThat(now.roles().value().orElseThrow()).as("one role record").hasSize(1);
            assertThat(console.service.iamRoles())
                    .filteredOn(r -> r.name().equals(SandboxedConsole.ROLE_NAME))
                    .hasSize(1);
            assertThat(journal.openIntents(project))
                    .as("every intent is closed")
                    .isEmpty();
            effectsOnce(journal, when);
        }
        assertThat(JournalVerifier.verify(file).faults()).as(when).isEmpty();
    }

    private static void effectsOnce(Journal journal, String when) {
        for (var step :
                List.of("create-access-role", "set-up-role", "authorize-role", "allow-key", "save-configuration")) {
            assertThat(journal.entries().stream()
                            .map(JournalEntry::what)
                            .filter(d -> d.step().filter(step::equals).isPresent())
                            .filter(d -> d.outcome()
                                    .filter(o ->
                                            o == JournalDraft.Outcome.DONE || o == JournalDraft.Outcome.DONE_UNANSWERED)
                                    .isPresent()))
                    .as("%s: %s is done once", when, step)
                    .hasSize(1);
        }
    }
}
