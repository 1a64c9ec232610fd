package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
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
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Interrupts a switch, a rotation or a move to another Region at every point. A program that knows only the journal,
 * Atlas and AWS then finishes it, and nothing happens twice.
 */
@Alongside
class InterruptionsTest {
    private static final AtlasSettings ATLAS = Patience.atlas(2);
    private static final AwsSettings AWS = Patience.aws();

    /** Atlas tries every key again four times an hour. */
    private static final Duration NEXT_CHECK = Duration.ofMinutes(16);

    private static final Messages WORDS = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    private static Sandbox sandbox;
    private static SandboxedConsole connected;

    @TempDir
    static Path dir;

    private static int journals;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(1000).settling(Duration.ZERO));
        connected = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal(), ATLAS, AWS);
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
        return FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {});
    }

    /** The world as it was, and a journal with nothing in it. */
    private static void anew(Migration migration) {
        sandbox.load(migration.scenario);
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

    /** A program without other knowledge than the journal, Atlas and AWS finishes it. */
    private static void continues(Migration migration, int recordsBefore, String when) {
        try (var console = connected.again(journal())) {
            var result = run(console, migration, _ -> false);
            assertThat(result.kind())
                    .as("%s: %s %s", when, result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            var now = observe(console, migration);
            assertThat(migration.made(kms(now))).as("%s: %s", when, kms(now)).isTrue();
            assertThat(now.roles().value().orElseThrow())
                    .as("%s: no role record too many", when)
                    .hasSize(recordsBefore + (migration == Migration.SWITCH ? 1 : 0));
            assertThat(console.journal().openIntents(now.project().id()))
                    .as("%s: every intent is closed", when)
                    .isEmpty();
            effectsOnce(console.journal(), when);
        }
        assertThat(changes().stream()
                        .filter(e -> e.fault() == null
                                ? e.status() == 200
                                : !e.fault().endsWith("BEFORE")))
                .as("%s: one change of the configuration", when)
                .hasSize(1);
        try {
            assertThat(JournalVerifier.verify(file()).faults()).as(when).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void effectsOnce(Journal journal, String when) {
        var done = journal.entries().stream()
                .map(JournalEntry::what)
                .filter(d -> d.outcome()
                        .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                        .isPresent())
                .flatMap(d -> d.step().stream())
                .toList();
        assertThat(done).as("%s: nothing is done twice", when).doesNotHaveDuplicates();
    }

    private static List<RequestLog.Entry> changes() {
        return sandbox.requestLog().of("updateEncryptionAtRest").stream()
                .filter(e -> e.method().equals("PATCH") && e.status() != 401)
                .toList();
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

    /**
     * Nothing happens between the end of one step and the beginning of the next. Of the moments after a write, only
     * those after an intent therefore differ.
     */
    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void killedAtAnyWrite(Migration migration) {
        var intents = intents(migration).stream().map(JournalEntry::seq).toList();
        boolean killed = true;
        int write = 0;
        while (killed) {
            killed = killedAndContinued(migration, ++write, true);
            if (intents.contains((long) write)) {
                killedAndContinued(migration, write, false);
            }
        }
        assertThat(write).as("a beginning, two writes for each request, an end").isEqualTo(2 + 2 * intents.size() + 1);
    }

    private static boolean killedAndContinued(Migration migration, int write, boolean before) {
        anew(migration);
        int records = records(migration);
        boolean killed = killed(migration, write, before);
        continues(migration, records, (before ? "before" : "after") + " write " + write);
        return killed;
    }

    private static boolean killed(Migration migration, int write, boolean before) {
        try (var console = connected.again(new Moments(journal(), write, before, () -> {
            throw new Moments.Gone();
        }))) {
            run(console, migration, _ -> false);
            return false;
        } catch (Moments.Gone gone) {
            return true;
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void stoppedAtAnyEvent(Migration migration) {
        boolean stopped = true;
        for (int event = 1; stopped; event++) {
            anew(migration);
            int records = records(migration);
            stopped = stopped(migration, event);
            continues(migration, records, "at event " + event);
        }
    }

    /** At the others a stop has the same effect as at the next of these. */
    private static boolean takesTime(RunEvent event) {
        return event instanceof RunEvent.StepStarted
                || event instanceof RunEvent.Waiting
                || event instanceof RunEvent.Retrying;
    }

    private static boolean stopped(Migration migration, int event) {
        int[] seen = {0};
        try (var console = connected.again(journal())) {
            var result = run(console, migration, e -> takesTime(e) && ++seen[0] == event);
            assertThat(result.kind()).isIn(RunResult.RunOutcomeKind.STOPPED, RunResult.RunOutcomeKind.DONE);
            return result.kind() == RunResult.RunOutcomeKind.STOPPED;
        }
    }

    /**
     * Between two requests that change something only reads can be lost, and what is lost of them is read again. A
     * request to AWS that never arrives is left out, because it takes the SDK long to give up: the world is then as
     * after a killed program.
     */
    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void withoutNetworkFromAnyChangeOnUntilItIsBack(Migration migration) {
        for (var intent : intents(migration)) {
            long write = intent.seq();
            for (var first : ofAws(intent)
                    ? List.of(Fault.FaultKind.DROP_AFTER)
                    : List.of(Fault.FaultKind.DROP_AFTER, Fault.FaultKind.DROP_BEFORE)) {
                anew(migration);
                int records = records(migration);
                try (var console = connected.again(new Moments(journal(), write, false, () -> {
                    sandbox.faults().inject(Fault.of("*", first));
                    sandbox.faults()
                            .inject(Fault.of("*", Fault.FaultKind.DROP_BEFORE)
                                    .onCall(2)
                                    .times(0));
                }))) {
                    var result = run(console, migration, _ -> false);
                    assertThat(result.kind()).as("%s %s", write, first).isEqualTo(RunResult.RunOutcomeKind.FAILED);
                    assertThat(result.problem()).isPresent();
                }
                sandbox.faults().clear();
                continues(migration, records, "network gone at write " + write + " " + first);
            }
        }
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

    private static boolean ofAws(JournalEntry intent) {
        return intent.what().recordedRequest().filter(RecordedRequest::toAws).isPresent();
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
                    theirs.set(kms(observe(connected, migration)));
                }))) {
                    var met = run(console, migration, InterruptionsTest::takesTooLong);
                    explained(met, meddling, false, when + ", first run");
                }
                sandbox.advance(NEXT_CHECK);
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
                && since.plus(Patience.LIMIT).isBefore(at);
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
            case PARTLY, STOPPED, NEEDS_HANDS, NEEDS_DECISION ->
                fail("%s: %s %s %s", when, result.kind(), result.at(), result.problem());
        }
    }
}
