package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.examples.Example;
import dev.cmkconsole.examples.Rehearsal;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.text.Messages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Interrupts an order of every procedure at every point. A program that knows only the journal, Atlas and AWS then
 * finishes it, and nothing happens twice. Other people meddle with the migrations between configurations.
 */
@Alongside
@Order(Alongside.FIRST)
class InterruptionsTest {
    /** How much faster than the program's time the sandbox's passes. */
    private static final int SPEED = 4000;

    /** Atlas tries every key again four times an hour. */
    private static final Duration NEXT_CHECK = Duration.ofMinutes(16);

    private static final Messages WORDS = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    private static final Map<Example<?>, Rehearsal<?>> REHEARSALS = new HashMap<>();

    private static Sandbox sandbox;
    private static SandboxedConsole connected;

    @TempDir
    static Path dir;

    private static int journals;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(0).settling(Duration.ZERO));
        connected = SandboxedConsole.whereAwsIsKnown(sandbox, journal(), SPEED);
    }

    @AfterAll
    static void stop() {
        connected.close();
        sandbox.close();
    }

    private static Path file() {
        return dir.resolve("journal" + journals + ".jsonl");
    }

    private static Journal journal() {
        return FileJournal.open(file(), sandbox.clock(), text -> text, _ -> {});
    }

    /** The world as it was, and a journal with nothing in it. */
    private static void anew(Migration migration) {
        sandbox.load(migration.scenario);
        connected.forget();
        journals++;
    }

    private static RunResult run(SandboxedConsole console, Migration migration, Predicate<RunEvent> stop) {
        return run(console, migration, migration.order(), stop);
    }

    private static <C extends Choices<C>> RunResult run(
            SandboxedConsole console, Migration migration, Migration.Order<C> order, Predicate<RunEvent> stop) {
        return console.run(
                order.planner(),
                order.choices(),
                sandbox.projectId(migration.project),
                Confirmation.typed(migration.project),
                stop);
    }

    private static ProjectSnapshot observe(SandboxedConsole console, Migration migration) {
        return console.service.observe(sandbox.projectId(migration.project), ReadScope.CONFIGURED);
    }

    private static AwsKms kms(ProjectSnapshot now) {
        return now.encryption().value().orElseThrow().awsKms();
    }

    private static int records(Migration migration) {
        return observe(connected, migration).roles().value().orElseThrow().size();
    }

    /** What an order does without a disturbance is found out once. */
    private static Rehearsal<?> rehearsal(Example<?> example) {
        return REHEARSALS.computeIfAbsent(example, e -> Rehearsal.of(sandbox, connected, e, dir));
    }

    /** Every moment of a run at which a program can die. Each program dies at a moment that none has died at before. */
    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("dev.cmkconsole.examples.Examples#all")
    void killedAtAnyWrite(Example<?> example) {
        var rehearsal = rehearsal(example);
        rehearsal.load();
        var died = new HashSet<String>();
        boolean gone = true;
        for (int runs = 0; gone; runs++) {
            assertThat(runs).as("%s: %s", example, died).isLessThan(Rehearsal.MOST_RUNS);
            gone = dies(rehearsal, died);
        }
        assertThat(died.size())
                .as("three moments for each request, and the end: %s", died)
                .isEqualTo(3 * steps(rehearsal).size() + 1);
        rehearsal.same("killed at every write");
    }

    private static boolean dies(Rehearsal<?> rehearsal, Set<String> died) {
        try {
            var result = rehearsal.run(
                    Moments.Each.of(rehearsal.journal(), (moment, _) -> {
                        if (died.add(moment)) {
                            throw new Moments.Gone();
                        }
                    }),
                    _ -> false);
            assertThat(result.kind())
                    .as("after %s: %s %s", died, result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            return false;
        } catch (Moments.Gone gone) {
            return true;
        }
    }

    private static List<String> steps(Rehearsal<?> rehearsal) {
        return rehearsal.intents().stream()
                .map(e -> e.what().step().orElseThrow())
                .distinct()
                .toList();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("dev.cmkconsole.examples.Examples#all")
    void stoppedAtAnyEvent(Example<?> example) {
        var rehearsal = rehearsal(example);
        rehearsal.load();
        var stopped = new HashSet<String>();
        var kind = RunResult.RunOutcomeKind.STOPPED;
        for (int runs = 0; kind == RunResult.RunOutcomeKind.STOPPED; runs++) {
            assertThat(runs).as("%s: %s", example, stopped).isLessThan(Rehearsal.MOST_RUNS);
            var result = rehearsal.run(
                    rehearsal.journal(),
                    event -> takesTime(event).filter(stopped::add).isPresent());
            kind = result.kind();
            assertThat(kind)
                    .as("%s, after %s: %s %s", example, stopped, result.at(), result.problem())
                    .isIn(RunResult.RunOutcomeKind.STOPPED, RunResult.RunOutcomeKind.DONE);
        }
        rehearsal.same("stopped at every event");
    }

    /** At other events a stop has the same effect as at the next of these. */
    private static Optional<String> takesTime(RunEvent event) {
        return switch (event) {
            case RunEvent.StepStarted(var step, var attempt, var _) when attempt == 1 -> Optional.of("start " + step);
            case RunEvent.Waiting(var step, var _, var _, var _) -> Optional.of("wait " + step);
            case RunEvent.Retrying(var step, var _, var _, var _, var _, var _) -> Optional.of("retry " + step);
            default -> Optional.empty();
        };
    }

    /**
     * Between two requests that change something only reads can be lost, and what is lost of them is read again. A
     * request to AWS that never arrives is left out, because it takes the SDK long to give up: the world is then as
     * after a killed program.
     */
    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("dev.cmkconsole.examples.Examples#all")
    void withoutNetworkFromAnyChangeOnUntilItIsBack(Example<?> example) {
        var rehearsal = rehearsal(example);
        rehearsal.load();
        var cuts = new HashSet<String>();
        boolean cut = true;
        for (int runs = 0; cut; runs++) {
            assertThat(runs).as("%s: %s", example, cuts).isLessThan(Rehearsal.MOST_RUNS);
            cut = cutOnce(rehearsal, cuts);
        }
        assertThat(cuts)
                .as("%s", example)
                .hasSizeGreaterThanOrEqualTo(steps(rehearsal).size());
        rehearsal.same("without network");
    }

    /** @return whether the network went, at a request where it had not gone in this way before */
    private static boolean cutOnce(Rehearsal<?> rehearsal, Set<String> cuts) {
        int before = cuts.size();
        var result = rehearsal.run(
                Moments.Each.of(rehearsal.journal(), (moment, draft) -> {
                    if (moment.startsWith(Moments.AFTER_INTENT) && cuts.size() == before) {
                        kinds(draft)
                                .filter(kind -> cuts.add(kind + " " + moment))
                                .findFirst()
                                .ifPresent(InterruptionsTest::cut);
                    }
                }),
                _ -> false);
        sandbox.faults().clear();
        connected.forget();
        boolean cut = cuts.size() > before;
        assertThat(result.kind() == RunResult.RunOutcomeKind.DONE)
                .as("%s: %s %s", cuts, result.at(), result.problem())
                .isEqualTo(!cut);
        assertThat(result.problem().isPresent() || result.kind() == RunResult.RunOutcomeKind.PARTLY)
                .as("%s", cuts)
                .isEqualTo(cut);
        return cut;
    }

    private static Stream<Fault.FaultKind> kinds(JournalDraft draft) {
        return draft.recordedRequest().filter(RecordedRequest::toAws).isPresent()
                ? Stream.of(Fault.FaultKind.DROP_AFTER)
                : Stream.of(Fault.FaultKind.DROP_BEFORE, Fault.FaultKind.DROP_AFTER);
    }

    private static void cut(Fault.FaultKind first) {
        sandbox.faults().inject(Fault.of("*", first));
        sandbox.faults()
                .inject(Fault.of("*", Fault.FaultKind.DROP_BEFORE).onCall(2).times(0));
    }

    /** The writes that are each followed by a request. */
    private static List<JournalEntry> intents(Migration migration) {
        anew(migration);
        try (var console = connected.again(journal())) {
            assertThat(run(console, migration, _ -> false).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
            return console.journal().entries().stream()
                    .filter(e -> e.what().kind() == EntryKind.INTENT)
                    .toList();
        }
    }

    static Stream<Arguments> meddling() {
        return Stream.of(Migration.values())
                .flatMap(m -> Stream.of(Meddling.values()).filter(o -> o.can(m)).map(o -> Arguments.of(m, o)));
    }

    /** Right after the reading that a request rests on, and right before the request leaves. */
    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("meddling")
    void changedInAnotherClientBetweenLookAndRequest(Migration migration, Meddling meddling) {
        for (var intent : intents(migration)) {
            long write = intent.seq();
            anew(migration);
            var old = kms(observe(connected, migration));
            int records = records(migration);
            var theirs = new AtomicReference<AwsKms>();
            String when = meddling + " before write " + write;
            try (var others = new OtherHands(sandbox)) {
                try (var console = connected.again(new Moments(journal(), write, true, () -> {
                    meddling.meddle(migration, sandbox, others);
                    connected.forget();
                    theirs.set(kms(observe(connected, migration)));
                }))) {
                    var met = run(console, migration, InterruptionsTest::takesTooLong);
                    explained(met, meddling, false, when + ", first run");
                }
                sandbox.advance(NEXT_CHECK);
                connected.forget();
                try (var console = connected.again(journal())) {
                    var result = run(console, migration, InterruptionsTest::takesTooLong);
                    explained(result, meddling, true, when + ", second run");
                    var now = observe(console, migration);
                    assertThat(migration.made(kms(now))
                                    || sameButForValidity(kms(now), old)
                                    || sameButForValidity(kms(now), theirs.get()))
                            .as("%s: %s", when, kms(now))
                            .isTrue();
                    assertThat(now.roles().value().orElseThrow().size())
                            .as(when)
                            .isLessThanOrEqualTo(records + (meddling == Meddling.RECORD_TIED_TO_ANOTHER_ROLE ? 2 : 1));
                    assertThat(console.journal().openIntents(now.project().id()))
                            .as(when)
                            .isEmpty();
                }
            }
        }
    }

    private static boolean takesTooLong(RunEvent event) {
        return event instanceof RunEvent.Waiting(var _, var since, var _, var at)
                && since.plus(Patience.LIMIT.multipliedBy(SPEED)).isBefore(at);
    }

    private static boolean sameButForValidity(AwsKms one, AwsKms other) {
        return one.equals(new AwsKms(
                other.enabled(),
                other.roleId(),
                other.customerMasterKeyId(),
                other.region(),
                other.accessKeyId(),
                other.requirePrivateNetworking(),
                one.valid()));
    }

    /** Either it is done, or the obstacle and the remedy are named. */
    private static void explained(RunResult result, Meddling meddling, boolean fresh, String when) {
        switch (result.kind()) {
            case DONE -> {}
            case BLOCKED -> {
                var status = result.at()
                        .flatMap(id -> result.plan().step(id))
                        .map(Step::status)
                        .orElseThrow();
                assertThat(status)
                        .as(when)
                        .isInstanceOfSatisfying(
                                Status.Blocked.class,
                                b -> assertThat(meddling.reasons)
                                        .as(when)
                                        .contains(b.reason().key()));
            }
            case FAILED -> {
                var problem = result.problem().orElseThrow();
                assertThat(fresh)
                        .as("%s: a plan made after it knows: %s", when, problem)
                        .isFalse();
                assertThat(meddling.refusals).as("%s: %s", when, problem).contains(problem.code());
                assertThat(WORDS.has("problem." + problem.code() + ".next"))
                        .as("%s: what to do about %s", when, problem.code())
                        .isTrue();
            }
            case PARTLY, STOPPED, NEEDS_HANDS, NEEDS_DECISION, UNKNOWN ->
                fail("%s: %s %s %s", when, result.kind(), result.at(), result.problem());
        }
    }
}
