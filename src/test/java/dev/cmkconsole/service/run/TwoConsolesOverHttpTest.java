package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.text.Messages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two consoles, each with its own journal, act on the same project at once. The second starts while the first is under
 * way: where real runs start up to two seconds apart, these start up to half a run apart.
 */
@Alongside
@Execution(ExecutionMode.SAME_THREAD)
class TwoConsolesOverHttpTest {
    private static final Logger LOG = LoggerFactory.getLogger(TwoConsolesOverHttpTest.class);
    /** How many pairs of each procedure: 100 and more tell more, and take minutes. */
    private static final int PAIRS = Integer.getInteger("cmk.pairs", 6);
    /** The second run starts after so many events of the first at most; a whole run has about 25. */
    private static final int APART = 12;

    private static final AwsRegion REGION = new AwsRegion("us-east-1");
    private static final String MADE = "made by two consoles";
    private static final Messages WORDS = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    @TempDir
    static Path dir;

    private static Sandbox sandbox;
    private static SandboxedConsole one;
    private static SandboxedConsole other;
    private static int journals;

    private enum Work {
        ENABLE("default", "analytics-dev"),
        SWITCH("legacy", "ledger-legacy"),
        ROTATE("default", "payments-prod");

        private final String scenario;
        private final String project;

        Work(String scenario, String project) {
            this.scenario = scenario;
            this.project = project;
        }
    }

    /** The results of two consoles, and the consoles. */
    private record Pair(Work work, SandboxedConsole first, SandboxedConsole second, List<RunResult> results) {
        ProjectSnapshot now() {
            return first.service.observe(sandbox.projectId(work.project), ReadScope.CONFIGURED);
        }

        /** What the results name as unused. */
        String named() {
            return results.stream().map(r -> words(r.plan())).collect(Collectors.joining());
        }
    }

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(1000).settling(Duration.ZERO));
        one = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), journal(), LegacyProject.ATLAS, LegacyProject.AWS);
        other = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), journal(), LegacyProject.ATLAS, LegacyProject.AWS);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        sandbox.close();
    }

    private static Journal journal() {
        return FileJournal.open(
                dir.resolve("journal" + journals++ + ".jsonl"), Clock.systemUTC(), text -> text, _ -> {});
    }

    private static KeyChoice newKey(Work work) {
        return new KeyChoice.Create(new NewKey(
                sandbox.projectId(work.project), "alias/atlas-2027", MADE, Map.of(), REGION, Optional.empty(), false));
    }

    private static RotateChoices toNewKey() {
        return RotateChoices.byConsole(newKey(Work.ROTATE));
    }

    private static EnableChoices enabled() {
        return EnableChoices.byConsole(RoleChoice.newRole("atlas-pairs"), newKey(Work.ENABLE));
    }

    private static RunResult run(SandboxedConsole console, Work work, Predicate<RunEvent> stop) {
        String project = sandbox.projectId(work.project);
        return switch (work) {
            case ENABLE ->
                console.run(new EnablePlanner(SandboxedConsole.WAITS), enabled(), project, Confirmation.PLAIN, stop);
            case SWITCH ->
                console.run(
                        new SwitchPlanner(SandboxedConsole.WAITS),
                        LegacyProject.CHOICES,
                        project,
                        Confirmation.typed(work.project),
                        stop);
            case ROTATE ->
                console.run(new RotatePlanner(SandboxedConsole.WAITS), toNewKey(), project, Confirmation.PLAIN, stop);
        };
    }

    /** The plan of a console that visits the project at this time. */
    private static Plan visit(Work work, Instant at) {
        return switch (work) {
            case ENABLE -> visit(new EnablePlanner(SandboxedConsole.WAITS), enabled(), work, at);
            case SWITCH -> visit(new SwitchPlanner(SandboxedConsole.WAITS), LegacyProject.CHOICES, work, at);
            case ROTATE -> visit(new RotatePlanner(SandboxedConsole.WAITS), toNewKey(), work, at);
        };
    }

    private static <C extends Choices<C>> Plan visit(Planner<C> planner, C choices, Work work, Instant at) {
        var project = sandbox.projectId(work.project);
        var read = one.service.observe(project, planner.readScope(choices));
        var spare = new Observed.Known<>(one.aws.spareKeys(project, REGION), at);
        return planner.plan(
                new ProjectSnapshot(read.project(), at, read.atlas(), read.aws(), read.answers()).withSpareKeys(spare),
                choices);
    }

    private static String words(Plan plan) {
        return plan.leftovers().stream()
                .map(l -> WORDS.say(l.what()) + "\n" + WORDS.say(l.advice()) + "\n"
                        + l.commands().stream().map(Step.Copyable::content).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }

    /** @param apart events of the first run before the second run starts */
    private static Pair pair(Work work, int apart) throws Exception {
        sandbox.load(work.scenario);
        sandbox.requestLog().clear();
        var underWay = new CompletableFuture<Void>();
        var events = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = one.again(journal());
            var second = other.again(journal());
            var early = threads.submit(() -> {
                try {
                    return run(first, work, _ -> {
                        if (events.incrementAndGet() >= apart) {
                            underWay.complete(null);
                        }
                        return false;
                    });
                } finally {
                    underWay.complete(null);
                }
            });
            if (apart > 0) {
                underWay.join();
            }
            var late = threads.submit(() -> run(second, work, _ -> false));
            return new Pair(work, first, second, List.of(early.get(), late.get()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaveTheProjectAsOneConsoleWould(Work work) throws Exception {
        var counts = new TreeMap<String, Integer>();
        for (int i = 0; i < PAIRS; i++) {
            var pair = pair(work, new Random(i).nextInt(APART));
            for (var result : pair.results()) {
                counts.merge("runs that ended " + result.kind(), 1, Integer::sum);
                endedWell(pair, result);
            }
            long patches = patches();
            counts.merge("requests for the configuration: " + patches, 1, Integer::sum);
            if (work != Work.SWITCH) {
                counts.merge("keys: " + oneKeyInUse(pair), 1, Integer::sum);
            }
            if (work == Work.SWITCH) {
                assertThat(patches).isLessThanOrEqualTo(2);
                assertThat(requests(pair)).as("identical where there are two").hasSizeLessThanOrEqualTo(1);
            }
            counts.merge("role records: " + unusedRecordsAreNamed(pair), 1, Integer::sum);
            pair.first().close();
            pair.second().close();
        }
        LOG.info("{} {} pairs: {}", PAIRS, work, counts);
    }

    /** Checks that read while the other console writes may be left without an answer; nothing is sent then. */
    private static void endedWell(Pair pair, RunResult result) {
        assertThat(result.kind())
                .as("%s %s", result.at(), result.problem())
                .isIn(RunOutcomeKind.DONE, RunOutcomeKind.NEEDS_DECISION);
        if (result.kind() != RunOutcomeKind.DONE) {
            var again = run(pair.second(), pair.work(), _ -> false);
            assertThat(again.kind()).as("%s %s", again.at(), again.problem()).isEqualTo(RunOutcomeKind.DONE);
        }
    }

    private static long patches() {
        return sandbox.requestLog().of("updateEncryptionAtRest").stream()
                .filter(e -> e.method().equals("PATCH") && e.status() != 401)
                .count();
    }

    /** The different texts of the irreversible request in both journals. */
    private static List<String> requests(Pair pair) {
        return Stream.of(pair.first(), pair.second())
                .flatMap(console -> console.journal().entries().stream())
                .map(JournalEntry::what)
                .filter(d -> d.kind() == EntryKind.INTENT
                        && d.step().filter(SwitchPlanner.SWITCH.value()::equals).isPresent())
                .flatMap(d -> d.request().stream())
                .distinct()
                .toList();
    }

    private static int oneKeyInUse(Pair pair) {
        var made = one.service.keys(REGION).stream()
                .filter(k -> k.description().equals(MADE))
                .toList();
        var used = made.stream()
                .filter(k ->
                        pair.now().encryption().value().orElseThrow().awsKms().usesKey(k.arn()))
                .toList();
        assertThat(used).singleElement().satisfies(k -> assertThat(k.aliases()).containsExactly("alias/atlas-2027"));
        var spare = made.stream().filter(k -> !used.contains(k)).map(CustomerKey::arn);
        assertThat(spare.map(Object::toString)).allSatisfy(arn -> {
            assertThat(pair.named())
                    .as("the result of one of the two names it, with its deletion")
                    .contains(arn, "aws kms disable-key", "aws kms schedule-key-deletion");
            assertThat(words(visit(pair.work(), pair.now().at()))).contains(arn, "aws kms schedule-key-deletion");
            assertThat(oldKeys(pair.work())).as("Old keys").contains(arn);
            assertThat(pair.results().stream().map(r -> leftOver(pair, r)).toList())
                    .as("the journal's end of the run, from which reports are made")
                    .anySatisfy(words -> assertThat(words).contains(arn));
        });
        return made.size();
    }

    private static List<String> oldKeys(Work work) {
        var survey = one.service.survey(sandbox.projectId(work.project), KeySurveyRequest.LISTING);
        return survey.survey().value().orElseThrow().keys().stream()
                .map(UsedKey::name)
                .toList();
    }

    private static String leftOver(Pair pair, RunResult result) {
        return Stream.of(pair.first(), pair.second())
                .flatMap(console -> console.journal().entriesOfRun(result.runId()).stream())
                .flatMap(e -> e.what().facts().stream())
                .flatMap(facts -> facts.end().stream())
                .flatMap(end -> end.leftOver().stream())
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));
    }

    private static int unusedRecordsAreNamed(Pair pair) {
        var now = pair.now();
        var records = now.roles().value().orElseThrow();
        var used = now.encryption().value().orElseThrow().awsKms().roleId();
        assertThat(used).isPresent();
        var unused = records.stream()
                .filter(r -> !r.roleId().equals(used.get()) && r.featureUsages().isEmpty())
                .toList();
        assertThat(unused).allSatisfy(r -> {
            assertThat(words(visit(pair.work(), r.created().plus(Duration.ofMinutes(1)))))
                    .contains(r.roleId(), "may be using it right now")
                    .doesNotContain("deauthorize " + r.roleId());
            assertThat(words(visit(pair.work(), r.created().plus(Duration.ofDays(1)))))
                    .contains("atlas cloudProviders accessRoles aws deauthorize " + r.roleId());
        });
        assertThat(words(visit(pair.work(), now.at().plus(Duration.ofDays(9)))).split("deauthorize", -1))
                .as("what is used is not offered")
                .hasSize(unused.size() + 1);
        return records.size();
    }
}
