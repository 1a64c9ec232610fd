package dev.cmkconsole.service.run.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.service.run.pairs.TwoConsoles.Pair;
import dev.cmkconsole.service.run.pairs.TwoConsoles.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
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
class TwoConsolesOverHttpTest {
    private static final Logger LOG = LoggerFactory.getLogger(TwoConsolesOverHttpTest.class);
    /** How many pairs of each procedure: 100 and more tell more, and take minutes. */
    private static final int PAIRS = Integer.getInteger("cmk.pairs", 6);
    /** How many pairs wait as the program really waits, each at a sandbox of its own. */
    private static final int REAL_PAIRS = Integer.getInteger("cmk.pairs.real", 0);
    /** So many of them at the same time. */
    private static final int AT_ONCE = 50;
    /** The second run starts after so many events of the first at most; a whole run has about 25. */
    private static final int APART = 12;
    /** The same with real pauses. */
    private static final int REALLY_APART_MILLIS = 2000;

    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final Duration EFFECT = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofSeconds(8);
    /** So long ago somebody else prepared the switch. */
    private static final Duration PREPARED = Duration.ofHours(1);

    private static final String DELETION = "aws kms schedule-key-deletion";
    /** Old keys first takes the key from the role. */
    private static final String WAY_TO_DELETION = "Old keys shows";

    @TempDir
    static Path dir;

    private static TwoConsoles shared;

    @BeforeAll
    static void start() {
        shared = new TwoConsoles(
                dir,
                SandboxOptions.defaults(Clock.systemUTC()).speed(1000).settling(Duration.ZERO),
                SandboxedConsole.WAITS);
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    /** @param apart events of the first run before the second run starts */
    private static Pair pair(Work work, int apart) throws Exception {
        shared.sandbox.load(work.scenario);
        if (work == Work.COMMIT) {
            shared.prepare();
        }
        shared.sandbox.requestLog().clear();
        var underWay = new CompletableFuture<Void>();
        var events = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pair = shared.fresh(work);
            var early = threads.submit(() -> {
                try {
                    return shared.run(pair.first(), work, _ -> {
                        if (events.incrementAndGet() >= apart) {
                            underWay.complete(null);
                        }
                    });
                } finally {
                    underWay.complete(null);
                }
            });
            if (apart > 0) {
                underWay.join();
            }
            var late = threads.submit(() -> shared.run(pair.second(), work, _ -> {}));
            return new Pair(work, pair.first(), pair.second(), List.of(early.get(), late.get()));
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void leaveTheProjectAsOneConsoleWould(Work work) throws Exception {
        var counts = new ConcurrentSkipListMap<String, Integer>();
        for (int i = 0; i < pairs(work); i++) {
            var pair = pair(work, new Random(i).nextInt(APART));
            judge(shared, pair, counts);
            pair.first().close();
            pair.second().close();
        }
        LOG.info("{} {} pairs: {}", pairs(work), work, counts);
        realPairs(work);
    }

    /** The switch that somebody else prepared differs in its pause alone. */
    private static int pairs(Work work) {
        return work == Work.COMMIT ? PAIRS / 3 : PAIRS;
    }

    private static void realPairs(Work work) throws Exception {
        var counts = new ConcurrentSkipListMap<String, Integer>();
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < REAL_PAIRS; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    room.acquire();
                    try {
                        realPair(work, number, counts);
                    } catch (Exception | AssertionError e) {
                        LOG.error("{} pair {}", work, number, e);
                        counts.merge("pairs that ended in another way", 1, Integer::sum);
                    } finally {
                        room.release();
                    }
                    return null;
                }));
            }
            for (var one : all) {
                one.get();
            }
        }
        LOG.info("{} {} pairs with real pauses: {}", REAL_PAIRS, work, counts);
        assertThat(counts).doesNotContainKey("pairs that ended in another way");
    }

    private static void realPair(Work work, int number, Map<String, Integer> counts) throws Exception {
        var sandboxTime = Clock.offset(Clock.systemUTC(), work == Work.COMMIT ? PREPARED.negated() : Duration.ZERO);
        var options = SandboxOptions.defaults(sandboxTime)
                .scenario(work.scenario)
                .settling(SETTLING)
                .latency(ANSWER);
        var place = Files.createDirectory(dir.resolve(work + "-" + number));
        try (var consoles = new TwoConsoles(place, options, WaitSettings.REAL);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            if (work == Work.COMMIT) {
                consoles.prepare();
                consoles.sandbox.advance(PREPARED);
            }
            consoles.sandbox
                    .faults()
                    .inject(Fault.slow("updateEncryptionAtRest", EFFECT).times(0));
            consoles.sandbox.requestLog().clear();
            var pair = consoles.fresh(work);
            int apart = new Random(number).nextInt(REALLY_APART_MILLIS);
            var early = threads.submit(() -> consoles.run(pair.first(), work, _ -> {}));
            var late = threads.submit(() -> {
                new SignalRunControl().pause(Duration.ofMillis(apart));
                return consoles.run(pair.second(), work, _ -> {});
            });
            judge(consoles, new Pair(work, pair.first(), pair.second(), List.of(early.get(), late.get())), counts);
            pair.first().close();
            pair.second().close();
        }
    }

    private static void judge(TwoConsoles at, Pair pair, Map<String, Integer> counts) {
        try {
            judged(at, pair, counts);
        } catch (AssertionError e) {
            LOG.error("{} by two consoles: {}", pair.work(), pair.story());
            throw e;
        }
    }

    private static void judged(TwoConsoles at, Pair pair, Map<String, Integer> counts) {
        var work = pair.work();
        for (var result : pair.results()) {
            counts.merge("runs that ended " + result.kind(), 1, Integer::sum);
            endedWell(at, pair, result);
        }
        long patches = patches(at);
        counts.merge("requests for the configuration: " + patches, 1, Integer::sum);
        if (work.forEver()) {
            assertThat(patches).isLessThanOrEqualTo(2);
            assertThat(requests(pair)).as("identical where there are two").hasSizeLessThanOrEqualTo(1);
        } else {
            counts.merge("keys: " + oneKeyInUse(at, pair), 1, Integer::sum);
        }
        counts.merge("role records: " + unusedRecordsAreNamed(at, pair), 1, Integer::sum);
        pair.entries()
                .flatMap(e -> e.what().code().stream())
                .forEach(code -> counts.merge("entries with " + code, 1, Integer::sum));
    }

    /** Checks that read while the other console writes may be left without an answer; nothing is sent then. */
    private static void endedWell(TwoConsoles at, Pair pair, RunResult result) {
        assertThat(result.kind())
                .as("%s %s", result.at(), result.problem())
                .isIn(RunOutcomeKind.DONE, RunOutcomeKind.NEEDS_DECISION);
        if (result.kind() != RunOutcomeKind.DONE) {
            var again = at.run(pair.second(), pair.work(), _ -> {});
            assertThat(again.kind()).as("%s %s", again.at(), again.problem()).isEqualTo(RunOutcomeKind.DONE);
        }
    }

    private static long patches(TwoConsoles at) {
        return at.sandbox.requestLog().of("updateEncryptionAtRest").stream()
                .filter(e -> e.method().equals("PATCH") && e.status() != 401)
                .count();
    }

    /** The different texts of the irreversible request in both journals. */
    private static List<String> requests(Pair pair) {
        return pair.entries()
                .map(JournalEntry::what)
                .filter(d -> d.kind() == EntryKind.INTENT
                        && d.step().filter(SwitchPlanner.SWITCH.value()::equals).isPresent())
                .flatMap(d -> d.request().stream())
                .distinct()
                .toList();
    }

    private static int oneKeyInUse(TwoConsoles at, Pair pair) {
        var now = at.now(pair.work());
        var made = at.made();
        var used = made.stream()
                .filter(k -> now.encryption().value().orElseThrow().awsKms().usesKey(k.arn()))
                .toList();
        assertThat(used).singleElement().satisfies(k -> assertThat(k.aliases()).containsExactly("alias/atlas-2027"));
        var spare = made.stream().filter(k -> !used.contains(k)).map(CustomerKey::arn);
        assertThat(spare).allSatisfy(key -> {
            var arn = key.toString();
            assertThat(pair.named())
                    .as("the result of one of the two names it, with its deletion or the way to it")
                    .contains(arn)
                    .containsAnyOf(DELETION, WAY_TO_DELETION);
            var visit = at.visit(pair.work(), now.at());
            assertThat(visit.words()).contains(arn, namedByTheRole(visit.read(), key) ? WAY_TO_DELETION : DELETION);
            assertThat(at.oldKeys(pair.work())).as("Old keys").contains(arn);
            assertThat(pair.results().stream().map(r -> leftOver(pair, r)).toList())
                    .as("the journal's end of the run, from which reports are made")
                    .anySatisfy(words -> assertThat(words).contains(arn));
        });
        return made.size();
    }

    /**
     * The role may name the key of the console that lost. What is said of the key depends on the role as the visitor read
     * it.
     */
    private static boolean namedByTheRole(ProjectSnapshot read, KeyArn key) {
        var role = read.aws().role().value();
        assertThat(role).as("the role is read").isPresent();
        return role.flatMap(r -> r).stream()
                .flatMap(r -> r.inlinePolicies().values().stream())
                .anyMatch(text -> text.contains(key.keyId()));
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

    private static int unusedRecordsAreNamed(TwoConsoles at, Pair pair) {
        var now = at.now(pair.work());
        var records = now.roles().value().orElseThrow();
        var used = now.encryption().value().orElseThrow().awsKms().roleId();
        assertThat(used).isPresent();
        var unused = records.stream()
                .filter(r -> !r.roleId().equals(used.get()) && r.featureUsages().isEmpty())
                .toList();
        assertThat(unused).allSatisfy(r -> {
            assertThat(at.visit(pair.work(), r.created().plus(Duration.ofMinutes(1)))
                            .words())
                    .contains(r.roleId(), "may be using it right now")
                    .doesNotContain("deauthorize " + r.roleId());
            assertThat(at.visit(pair.work(), r.created().plus(Duration.ofDays(1)))
                            .words())
                    .contains("atlas cloudProviders accessRoles aws deauthorize " + r.roleId());
        });
        assertThat(at.visit(pair.work(), now.at().plus(Duration.ofDays(9)))
                        .words()
                        .split("deauthorize", -1))
                .as("what is used is not offered")
                .hasSize(unused.size() + 1);
        return records.size();
    }
}
