package dev.cmkconsole.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.SandboxData;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The first order of one procedure, carried out without a disturbance and then with one. What is left must be the same,
 * and nothing is done twice.
 */
public final class Rehearsal<C extends Choices<C>> {
    /** A run that needs more programs than this goes in circles. */
    public static final int MOST_RUNS = 80;

    /** What a scenario begins with has come to rest, and Atlas has tried every key, which is evidence. */
    private static final Duration AT_REST = Duration.ofHours(1);

    /** Ids of a scenario itself, by scenario; others are made anew whenever it is loaded. */
    private static final Map<String, Set<String>> KNOWN = new ConcurrentHashMap<>();

    private final Sandbox sandbox;
    private final SandboxedConsole connected;
    private final Example<C> example;
    private final Path dir;
    private final List<JournalEntry> intents;
    private final List<String> end;
    private final Set<String> operations;
    private Example.Ready<C> ready;
    private int journals;

    public static <C extends Choices<C>> Rehearsal<C> of(
            Sandbox sandbox, SandboxedConsole connected, Example<C> example, Path dir) {
        return new Rehearsal<>(sandbox, connected, example, dir);
    }

    private Rehearsal(Sandbox sandbox, SandboxedConsole connected, Example<C> example, Path dir) {
        this.sandbox = sandbox;
        this.connected = connected;
        this.example = example;
        this.dir = folder(dir, example.toString());
        load();
        try (var console = connected.again(journal())) {
            assertThat(run(console, _ -> false).kind()).as("%s", example).isEqualTo(RunResult.RunOutcomeKind.DONE);
            this.intents = console.journal().entries().stream()
                    .filter(e -> e.what().kind() == EntryKind.INTENT)
                    .toList();
        }
        this.operations = Set.copyOf(operationsOf(intents));
        this.end = afterwards();
    }

    /** The world as it was, and a journal with nothing in it. */
    public void load() {
        sandbox.faults().clear();
        sandbox.load(example.scenario());
        KNOWN.computeIfAbsent(example.scenario(), _ -> {
            var known = SandboxData.ids(sandbox);
            sandbox.load(example.scenario());
            known.retainAll(SandboxData.ids(sandbox));
            return Set.copyOf(known);
        });
        journals++;
        sandbox.advance(AT_REST);
        connected.forget();
        // Scenarios share projects, and a program remembers what it found in the one before.
        try (var fresh = connected.again(new MemoryJournal(connected.clock(), new ArrayList<>()))) {
            ready = example.firstOrder(fresh, sandbox.projectId(example.project()));
        }
        sandbox.requestLog().clear();
    }

    /** The journal of the present attempt, from its first line on. */
    public Journal journal() {
        return FileJournal.open(file(), connected.clock(), text -> text, _ -> {});
    }

    public Path file() {
        return dir.resolve(example + "-" + journals + ".jsonl");
    }

    public String project() {
        return ready.order().project();
    }

    public List<JournalEntry> intents() {
        return intents;
    }

    /** The operations of the order's requests, as faults name them. */
    public Set<String> operations() {
        return operations;
    }

    /** A program that knows only the journal, Atlas and AWS, and the user's order. */
    public RunResult run(SandboxedConsole console, Predicate<RunEvent> stop) {
        var order = ready.order();
        var plan = ready.plan();
        return console.run(
                order.planner(),
                order.choices(),
                order.project(),
                new Confirmation(
                        plan.nameToType().or(() -> Optional.of(plan.project().name()))),
                stop);
    }

    /** Runs with this journal, on connections that are open. */
    public RunResult run(Journal journal, Predicate<RunEvent> stop) {
        try (var console = connected.again(journal)) {
            return run(console, stop);
        }
    }

    /** Every intent is closed, no step is done twice, and Atlas and AWS are as after a run without a disturbance. */
    public void same(String when) {
        try (var journal = journal()) {
            assertThat(journal.openIntents(project()))
                    .as("%s, %s: every intent is closed", example, when)
                    .isEmpty();
            var done = journal.entries().stream()
                    .map(JournalEntry::what)
                    .filter(d -> d.outcome()
                            .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                            .isPresent())
                    .flatMap(d -> d.step().stream())
                    .toList();
            assertThat(done).as("%s, %s: nothing is done twice", example, when).doesNotHaveDuplicates();
        }
        try {
            assertThat(JournalVerifier.verify(file()).faults())
                    .as("%s, %s", example, when)
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(SandboxData.difference(end, afterwards()))
                .as("%s, %s: Atlas and AWS", example, when)
                .isEmpty();
    }

    private List<String> afterwards() {
        sandbox.advance(Duration.ofHours(3));
        connected.forget();
        return SandboxData.lines(sandbox, project(), KNOWN.get(example.scenario()));
    }

    /** Several rehearsals of one example share a directory. */
    private static Path folder(Path dir, String name) {
        try {
            return Files.createTempDirectory(dir, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** AWS' operations stand in the journal; Atlas' are found in the request log by method and path. */
    private List<String> operationsOf(List<JournalEntry> asked) {
        var lines =
                asked.stream().flatMap(e -> e.what().recordedRequest().stream()).toList();
        var aws = lines.stream()
                .filter(RecordedRequest::toAws)
                .map(r -> r.line().substring(0, r.line().indexOf(' ')));
        var paths = lines.stream().map(RecordedRequest::line).toList();
        var atlas = sandbox.requestLog().entries().stream()
                .filter(e -> e.service().equals("atlas")
                        && paths.stream().anyMatch(line -> line.equals(e.method() + " " + e.path())))
                .map(RequestLog.Entry::operation);
        return Stream.concat(aws, atlas).distinct().toList();
    }
}
