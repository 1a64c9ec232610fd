package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.examples.Example;
import dev.cmkconsole.examples.Examples;
import dev.cmkconsole.examples.Rehearsal;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real process dies in the middle of an order of every procedure, over HTTP: before its request leaves, or after the
 * request and before its outcome is written. A second run finishes, and nothing is done twice. {@link InterruptionsTest}
 * ends a program in this process at every such moment; no process can be started for each of them.
 */
@Alongside
class KillTest {
    private static final int KILLED = 9;
    private static final int SURVIVED = 3;

    private static Sandbox sandbox;
    private static SandboxedConsole connected;
    private static String jars;

    @TempDir
    static Path dir;

    @BeforeAll
    static void start() {
        jars = jars();
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(500).settling(Duration.ZERO));
        connected = SandboxedConsole.within(
                sandbox, new MemoryJournal(Clock.systemUTC(), new ArrayList<>()), Patience.atlas(2), Patience.aws());
    }

    /** The class path without folders, so that one child leaves its loaded classes to the next. */
    private static String jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(place -> Files.isDirectory(place) ? jar(place) : place)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path folder) {
        var jar = dir.resolve(folder.getFileName() + ".jar");
        int ended = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "-c0f", jar.toString(), "-C", folder.toString(), ".");
        assertThat(ended).as(jar.toString()).isZero();
        return jar;
    }

    @AfterAll
    static void stop() {
        connected.close();
        sandbox.close();
    }

    /** The child process: carries out an example's first order and halts at the given write. */
    static final class Child {
        public static void main(String[] args) {
            var words = List.of(args);
            try (var files = FileJournal.open(Path.of(words.get(0)), Clock.systemUTC(), text -> text, _ -> {})) {
                var dying = new Moments(
                        files,
                        Long.parseLong(words.get(2)),
                        words.get(1).equals("before"),
                        () -> Runtime.getRuntime().halt(KILLED));
                var address = SandboxedConsole.Address.of(words.subList(5, words.size()));
                try (var console = new SandboxedConsole(address, dying)) {
                    var example = Examples.all().get(Integer.parseInt(words.get(3)));
                    var result = run(console, example, words.get(4));
                    System.out.println(result.kind() + " " + result.at() + " " + result.problem());
                }
            }
            System.exit(SURVIVED);
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

    static IntStream examples() {
        return IntStream.range(0, Examples.all().size());
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("examples")
    void whereverItIsKilledTheNextRunFinishesAndNothingIsDoneTwice(int number) throws Exception {
        var example = Examples.all().get(number);
        var rehearsal = Rehearsal.of(sandbox, connected, example, dir);
        rehearsal.load();
        var intent = rehearsal.intents().get(number % rehearsal.intents().size());
        boolean sent = number % 3 != 0;
        String when = (sent ? "after " : "before ") + intent.what().step().orElseThrow();

        int ended = killed(rehearsal, number, sent ? "before" : "after", intent.seq() + (sent ? 1 : 0));
        assertThat(ended)
                .as(() -> example + ", " + when + ": " + said(number) + recorded(rehearsal))
                .isEqualTo(KILLED);
        var result = rehearsal.run(rehearsal.journal(), _ -> false);

        assertThat(result.kind())
                .as("%s, %s: %s %s", example, when, result.at(), result.problem())
                .isEqualTo(RunResult.RunOutcomeKind.DONE);
        rehearsal.same("killed " + when);
    }

    private static int killed(Rehearsal<?> rehearsal, int example, String when, long write) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + dir.resolve("classes.jsa"),
                "-cp",
                jars,
                Child.class.getName(),
                rehearsal.file().toString(),
                when,
                String.valueOf(write),
                String.valueOf(example),
                rehearsal.project()));
        command.addAll(SandboxedConsole.Address.of(sandbox).words());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(example).toFile())
                .start()
                .waitFor();
    }

    private static Path log(int example) {
        return dir.resolve("child-" + example + ".log");
    }

    /** Why a child did not die as it was meant to. */
    private static String said(int example) {
        try {
            return Files.readString(log(example));
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
