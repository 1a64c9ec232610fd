package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.examples.Example;
import dev.cmkconsole.examples.Example.Offer;
import dev.cmkconsole.examples.Examples;
import dev.cmkconsole.examples.OrdersFor;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.terraform.TerraformTruth;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.service.Confirmation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random walks through sandboxes while other people make changes. Every unblocked plan runs to its end. Atlas refuses
 * nothing on the way, except while IAM settles. Organization policies, which an account cannot read, stay unchanged.
 * {@code -Dwalks=N} takes N walks through every scenario. A failure names the properties that repeat its walk.
 */
@Alongside
@Order(Alongside.FIRST)
class OfferedPlansTest {
    private static final Set<String> SETTLING = Set.of(
            "CANNOT_ASSUME_ROLE",
            "INVALID_AWS_CREDENTIALS",
            "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED",
            "NO_PERMISSION_TO_ENCRYPT_DECRYPT");
    private static final int ORDERS = 8;
    /** How many procedures a user looks at before a project is left alone. */
    private static final int TRIED = 2;

    private static final Map<ProcedureType<?>, Integer> OFFERED = new ConcurrentHashMap<>();

    /** Those in which nobody walks now; scenarios replace each other in them. */
    private static final Map<Passing, Queue<World>> FREE = new ConcurrentHashMap<>();

    /** How much faster than the program's time the sandbox's passes. */
    private static final int SPEED = 4000;

    /** The same where time passes only while the program waits: it asks less often. */
    private static final int STILL_SPEED = 10_000;

    /** Longer than anything takes. */
    private static final Duration LONGEST = Patience.LIMIT.multipliedBy(STILL_SPEED);

    private static final long WALKS = Long.getLong("walks", 16);
    private static final int BY_ITSELF_EVERY = 16;
    private static final Duration SETTLES = Duration.ofSeconds(80);

    /**
     * @param settling the time that IAM takes
     * @param still whether time passes only while the program waits. Such walks take a fraction of the time of the
     *     others, because nothing changes between two questions unless somebody changes it
     */
    private record Passing(Duration settling, boolean still) {
        boolean settled() {
            return settling.isZero();
        }

        /** The program's. */
        Clock clock(Sandbox sandbox) {
            return still ? sandbox.clock() : Clock.systemUTC();
        }

        @Override
        public String toString() {
            return "IAM settles in " + settling + (still ? ", time stands still" : "");
        }
    }

    static Stream<Arguments> walks() {
        long from = Long.getLong("walks.from", 1);
        return Examples.USUAL.stream()
                .filter(scenario -> scenario.equals(System.getProperty("walks.scenario", scenario)))
                .flatMap(scenario -> LongStream.range(from, from + WALKS)
                        .boxed()
                        .flatMap(seed -> Stream.concat(
                                        Stream.of(Duration.ZERO, SETTLES).map(settling -> new Passing(settling, true)),
                                        Stream.of(new Passing(SETTLES, false))
                                                .filter(_ -> (seed - from) % BY_ITSELF_EVERY == 0))
                                .map(passing -> Arguments.of(scenario, seed, passing))));
    }

    @ParameterizedTest(name = "{0}, walk {1}, {2}")
    @MethodSource("walks")
    void whatIsOfferedRunsToItsEnd(String scenario, long seed, Passing passing) {
        var free = FREE.computeIfAbsent(passing, _ -> new ConcurrentLinkedQueue<>());
        var world = Optional.ofNullable(free.poll()).orElseGet(() -> World.start(passing));
        try {
            walk(scenario, seed, passing, world);
        } finally {
            free.add(world);
        }
    }

    private static void walk(String scenario, long seed, Passing passing, World world) {
        var random = new Random(seed * 37 + scenario.hashCode());
        var done = new ArrayList<String>();
        var sandbox = world.sandbox();
        var others = world.others();
        sandbox.load(scenario);
        world.connected().forget();
        done.add("-Dwalks.scenario=" + scenario + " -Dwalks.from=" + seed + " -Dwalks=1, " + passing);
        try (var console = world.connected().again(new MemoryJournal(passing.clock(sandbox), new ArrayList<>()))) {
            var walk = new Walk(world, console, passing, done);
            OtherHands.any(
                            random,
                            Examples.all().stream()
                                    .filter(e -> e.scenario().equals(scenario))
                                    .toList())
                    .ifPresent(example -> begun(walk, example));
            for (int i = 0; i < ORDERS; i++) {
                var project = OtherHands.any(random, sandbox.atlas().projects()).orElseThrow();
                if (random.nextInt(3) > 0) {
                    others.act(
                                    OtherHands.any(random, List.of(OtherHands.Act.values()))
                                            .orElseThrow(),
                                    project.id(),
                                    random)
                            .ifPresent(done::add);
                    console.forget();
                }
                boolean offered = false;
                for (int tried = 0; tried < TRIED && !offered; tried++) {
                    var example = OtherHands.any(random, Examples.all()).orElseThrow();
                    offered = placed(walk, example, project.id(), random);
                }
                sandbox.advance(Duration.ofMinutes(random.nextInt(40)));
                console.forget();
            }
        }
    }

    @AfterAll
    static void everyProcedureWasOffered() {
        FREE.values().forEach(worlds -> worlds.forEach(World::end));
        if (System.getProperty("walks.scenario") == null && WALKS >= BY_ITSELF_EVERY) {
            assertThat(OFFERED).containsOnlyKeys(Procedures.types().toArray(ProcedureType<?>[]::new));
        }
    }

    private record World(Sandbox sandbox, SandboxedConsole connected, OtherHands others, TerraformTruth terraform) {
        static World start(Passing passing) {
            var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                    .speed(passing.still() ? 0 : SPEED)
                    .settling(passing.settling()));
            var journal = new MemoryJournal(passing.clock(sandbox), new ArrayList<>());
            return new World(
                    sandbox,
                    passing.still()
                            ? SandboxedConsole.whereAwsIsKnown(sandbox, journal, STILL_SPEED)
                            : new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal),
                    new OtherHands(sandbox),
                    new TerraformTruth(sandbox));
        }

        void end() {
            terraform.close();
            others.close();
            connected.close();
            sandbox.close();
        }
    }

    /** @param done what happened so far, in words */
    private record Walk(World world, SandboxedConsole console, Passing passing, List<String> done) {}

    /** A procedure where it certainly has something to send. */
    private static <C extends Choices<C>> void begun(Walk walk, Example<C> example) {
        var order = example.firstOrder(walk.console(), walk.world().sandbox().projectId(example.project()))
                .order();
        assertThat(ran(walk, order)).as("%s is offered", order).isTrue();
        OFFERED.merge(example.type(), 1, Integer::sum);
    }

    private static <C extends Choices<C>> boolean placed(Walk walk, Example<C> example, String project, Random random) {
        var order =
                walk.console().still(() -> order(random, example, walk.world().sandbox(), walk.console(), project));
        boolean ran = order.filter(o -> ran(walk, o)).isPresent();
        if (ran) {
            OFFERED.merge(example.type(), 1, Integer::sum);
        }
        return ran;
    }

    /** @return whether the plan could be offered; then it ran */
    private static <C extends Choices<C>> boolean ran(Walk walk, Offer<C> order) {
        boolean settled = walk.passing().settled();
        // Half of the walks are enough for the text, which takes a full reading.
        var asked = walk.console().still(() -> offered(walk.console(), order, settled));
        return asked.isPresent() && carriedOut(walk, order, asked.get());
    }

    /** @param terraform the plan's configuration, or nothing */
    private record Asked(Plan plan, String terraform) {}

    private static <C extends Choices<C>> Optional<Asked> offered(
            SandboxedConsole console, Offer<C> order, boolean terraform) {
        var plan = order.plan(console);
        return plan.complete()
                        || plan.steps().stream()
                                .anyMatch(s ->
                                        s.status() instanceof Status.Blocked || s.status() instanceof Status.CannotTell)
                        || knownToBeOpen(console, order)
                ? Optional.empty()
                : Optional.of(new Asked(
                        plan, terraform ? console.service.terraform(plan).whole() : ""));
    }

    private static <C extends Choices<C>> boolean carriedOut(Walk walk, Offer<C> order, Asked asked) {
        var plan = asked.plan();
        var terraform = asked.terraform();
        var done = walk.done();
        boolean settled = walk.passing().settled();
        var console = walk.console();
        var requests = walk.world().sandbox().requestLog();
        done.add(order.type() + " of " + plan.project().name() + " with "
                + order.choices().toString().replaceAll(",? ?accepted=\\[.*?]", ""));
        requests.clear();
        long entries = console.journal().last().map(JournalEntry::seq).orElse(0L);
        var result = console.run(
                order.planner(),
                order.choices(),
                order.project(),
                Confirmation.typed(plan.project().name()),
                event -> event instanceof RunEvent.Waiting(var _, var since, var _, var at)
                        && since.plus(walk.passing().still() ? LONGEST : Patience.LIMIT)
                                .isBefore(at));
        var refused = console.journal().entries().stream()
                .filter(e -> e.seq() > entries)
                .map(JournalEntry::what)
                .filter(d -> d.outcome().equals(Optional.of(Outcome.REFUSED))
                        && d.status().isPresent())
                .toList();
        assertThat(refused.stream()
                        .filter(d -> settled || !SETTLING.contains(d.code().orElse("-")))
                        .map(d -> d.step() + " " + d.code() + " " + d.answer()))
                .as("refused, after %s", lines(done))
                .isEmpty();
        boolean stopped = result.kind() == RunResult.RunOutcomeKind.BLOCKED
                && (unseen(plan, result) || broken(console, order.project()));
        if (!stopped) {
            assertThat(result.kind())
                    .as("after %s%nat %s: %s", lines(done), result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
        }
        assertThat(requests.entries().stream()
                        .filter(e -> e.service().equals("atlas")
                                && e.status() >= 400
                                && e.status() < 500
                                && e.status() != 401
                                && !goneMeanwhile(e))
                        .map(RequestLog.Entry::operation))
                .as("refused by Atlas and not by word of the journal, after %s", lines(done))
                .hasSize(
                        (int) refused.stream().filter(OfferedPlansTest::ofAtlas).count());
        assertThat(console.journal().openIntents(order.project())).isEmpty();
        assertThat(settled && !stopped ? walk.world().terraform().faults(terraform, order.project()) : List.of())
                .as("Terraform describes what the run left, after %s", lines(done))
                .isEmpty();
        return true;
    }

    /**
     * Whether a check stopped the run that nobody could answer before: it is about a role that the run made, or the
     * user accepted the doubt. The run stops before Atlas refuses.
     */
    private static boolean unseen(Plan plan, RunResult result) {
        var check = result.at().filter(id -> id.value().startsWith("check:"));
        return check.isPresent()
                && check.flatMap(plan::step)
                        .map(step -> step.status().acceptedDoubt().isPresent())
                        .orElse(true);
    }

    /** Nobody who knows Atlas' account says that a role's statement for it means somebody else. */
    private static <C extends Choices<C>> boolean knownToBeOpen(SandboxedConsole console, Offer<C> order) {
        return console.service
                .plan(order.planner(), order.choices().withAccepted(Set.of()), order.project())
                .step(AccessSteps.SET_UP_ROLE)
                .filter(s -> s.status() instanceof Status.CannotTell(var reason)
                        && reason.key().equals("enable.trustMayBeOpen"))
                .isPresent();
    }

    /** What is being deleted may be gone when it is read once more. */
    private static boolean goneMeanwhile(RequestLog.Entry entry) {
        return entry.method().equals("GET") && entry.status() == 404;
    }

    /** Whether Atlas found during the run that others had made the key unusable. Until then it had nothing to see. */
    private static boolean broken(SandboxedConsole console, String project) {
        return console.service
                .observe(project, ReadScope.CONFIGURED)
                .posture()
                .equals(Optional.of(Posture.KEY_INVALID));
    }

    private static boolean ofAtlas(JournalDraft draft) {
        return SETTLING.contains(draft.code().orElse("-"));
    }

    private static String lines(List<String> done) {
        return String.join("\n  ", done);
    }

    /** Any order of the procedure for the project, as a user would make it up. */
    private static <C extends Choices<C>> Optional<Offer<C>> order(
            Random random, Example<C> example, Sandbox sandbox, SandboxedConsole console, String project) {
        var now = console.service.observe(project, ReadScope.CONFIGURED);
        return OtherHands.any(random, example.orders(new OrdersFor(sandbox, console, now, true)))
                .map(order -> foreign(order.choices().toString()) ? order : order.accepting(Example.ACCEPTED));
    }

    /**
     * The other account's key is for one role, which is all that its owners told: about any other role nobody says
     * that it may.
     */
    private static boolean foreign(String choices) {
        return choices.contains(":444455556666:") && !choices.contains("role/atlas-global");
    }
}
