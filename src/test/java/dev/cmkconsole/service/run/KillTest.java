package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.examples.Example;
import dev.cmkconsole.examples.Examples;
import dev.cmkconsole.examples.Rehearsal;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real process is killed in the middle of an order of every procedure, over HTTP: before a request leaves, or after
 * it and before its outcome is written. A second run finishes, and nothing is done twice. {@link InterruptionsTest} ends
 * a program in this process at every such moment; no process can be started for each of them.
 */
@Alongside
@Order(Alongside.FIRST)
class KillTest {
    private static final String THERE = "the run stands still at its moment";

    /** How much faster than the child's time the sandbox's passes. */
    private static final int SPEED = 100;

    /** The same before and after, when time passes only while a program waits. */
    private static final int STILL_SPEED = 4000;

    private static final List<Victim> VICTIMS = new ArrayList<>();

    @TempDir
    static Path dir;

    /**
     * An example's order in a sandbox of its own, and the moment at which its program dies.
     *
     * @param said what the child process says of its run
     */
    private record Victim(
            Sandbox sandbox,
            SandboxedConsole connected,
            Rehearsal<?> rehearsal,
            boolean sent,
            JournalEntry intent,
            AtomicReference<String> said)
            implements AutoCloseable {
        static Victim of(int number) {
            var sandbox = Sandbox.start(
                    SandboxOptions.defaults(Clock.systemUTC()).speed(0).settling(Duration.ZERO));
            var connected = SandboxedConsole.whereAwsIsKnown(
                    sandbox, new MemoryJournal(sandbox.clock(), new ArrayList<>()), STILL_SPEED);
            var rehearsal = Rehearsal.of(sandbox, connected, Examples.all().get(number), dir);
            rehearsal.load();
            var intent = rehearsal.intents().get(number % rehearsal.intents().size());
            return new Victim(sandbox, connected, rehearsal, number % 3 != 0, intent, new AtomicReference<>());
        }

        String order(int number) {
            var words = new ArrayList<>(List.of(
                    rehearsal.file().toString(),
                    sent ? "before" : "after",
                    String.valueOf(intent.seq() + (sent ? 1 : 0)),
                    String.valueOf(number),
                    rehearsal.project()));
            words.addAll(SandboxedConsole.Address.of(sandbox).words());
            return String.join("\t", words);
        }

        String when() {
            return (sent ? "after " : "before ") + intent.what().step().orElseThrow();
        }

        @Override
        public void close() {
            connected.close();
            sandbox.close();
        }
    }

    /** The child process: carries out the first orders of the examples it is asked for, each up to the given write. */
    static final class Child {
        public static void main(String[] args) throws Exception {
            var asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = asked.readLine(); line != null; line = asked.readLine()) {
                var words = List.of(line.split("\t"));
                var said = new CompletableFuture<String>();
                Thread.ofPlatform().daemon().start(() -> run(words, said));
                System.out.println(said.get());
            }
        }

        private static void run(List<String> words, CompletableFuture<String> said) {
            try (var files = FileJournal.open(Path.of(words.get(0)), Clock.systemUTC(), text -> text, _ -> {})) {
                var dying = new Moments(
                        files, Long.parseLong(words.get(2)), words.get(1).equals("before"), () -> stay(said));
                var address = SandboxedConsole.Address.of(words.subList(5, words.size()));
                try (var console = new SandboxedConsole(address, dying)) {
                    var example = Examples.all().get(Integer.parseInt(words.get(3)));
                    var result = run(console, example, words.get(4));
                    said.complete(result.kind() + " " + result.at() + " " + result.problem());
                }
            } catch (RuntimeException | Error e) {
                said.complete(e.toString());
                throw e;
            }
        }

        /** Until the process is killed. */
        private static void stay(CompletableFuture<String> said) {
            said.complete(THERE);
            while (true) {
                LockSupport.park();
            }
        }

        private static <C extends Choices<C>> RunResult run(
                SandboxedConsole console, Example<C> example, String project) {
            var ready = example.firstOrder(console, project);
            var order = ready.order();
            var plan = ready.plan();
            return console.run(
                    order.planner(),
                    order.choices(),
                    order.project(),
                    new Confirmation(plan.nameToType()
                            .or(() -> Optional.of(plan.project().name()))));
        }
    }

    /** One process has every order under way when it is killed. The time of a sandbox passes by itself only until then. */
    @BeforeAll
    static void kill() throws Exception {
        var child = child();
        try (var orders = child.outputWriter(StandardCharsets.UTF_8);
                var answers = child.inputReader(StandardCharsets.UTF_8)) {
            for (int number = 0; number < Examples.all().size(); number++) {
                var victim = Victim.of(number);
                VICTIMS.add(victim);
                victim.sandbox().speed(SPEED);
                orders.write(victim.order(number) + "\n");
                orders.flush();
                victim.said().set(answers.readLine());
                victim.sandbox().speed(0);
                victim.connected().forget();
            }
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectError(log().toFile())
                .start();
    }

    @AfterAll
    static void stop() {
        VICTIMS.forEach(Victim::close);
        VICTIMS.clear();
    }

    static IntStream examples() {
        return IntStream.range(0, Examples.all().size());
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("examples")
    void whereverItIsKilledTheNextRunFinishesAndNothingIsDoneTwice(int number) throws Exception {
        var example = Examples.all().get(number);
        var victim = VICTIMS.get(number);
        var rehearsal = victim.rehearsal();
        String when = victim.when();
        assertThat(victim.said().get())
                .as(() -> example + ", " + when + ": " + complaints() + recorded(rehearsal))
                .isEqualTo(THERE);
        var result = rehearsal.run(rehearsal.journal(), _ -> false);

        assertThat(result.kind())
                .as("%s, %s: %s %s", example, when, result.at(), result.problem())
                .isEqualTo(RunResult.RunOutcomeKind.DONE);
        rehearsal.same("killed " + when);
    }

    private static Path log() {
        return dir.resolve("child.log");
    }

    /** Why the child did not come to the moments that it was meant to. */
    private static String complaints() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> recorded(Rehearsal<?> rehearsal) {
        try (var journal = rehearsal.journal()) {
            return journal.entries().stream()
                    .map(e -> e.seq() + " " + e.what().kind() + " " + e.what().step() + " "
                            + e.what().outcome())
                    .toList();
        }
    }
}
