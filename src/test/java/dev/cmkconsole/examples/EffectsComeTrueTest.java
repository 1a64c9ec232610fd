package dev.cmkconsole.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.effect.ProjectEffect;
import dev.cmkconsole.model.effect.ProjectEffect.Change;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.drill.DrillPlanner;
import dev.cmkconsole.procedure.drill.DrillProcedure;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a plan says it takes from a project is what Atlas says a day after the run, for orders of every procedure of
 * the examples.
 */
@Alongside
class EffectsComeTrueTest {
    /** Without a wish it is one order a procedure and scenario: each takes a run and a day of the sandbox. */
    private static final int ORDERS = Integer.getInteger("cmk.effects", 1);
    /** A procedure whose first plans take nothing away is left. */
    private static final int PLANS = Integer.getInteger("cmk.effects.plans", 2);

    /** Orders of one procedure with the same kinds of effects show the same. */
    private final Set<String> seen = new HashSet<>();

    private boolean fresh;

    @ParameterizedTest
    @ValueSource(strings = {"default", "roles", "old-keys"})
    void aProjectStopsIfAndOnlyIfThePlanSaidSo(String scenario) {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                        .scenario(scenario)
                        .speed(500)
                        .settling(Duration.ZERO));
                var connected = SandboxedConsole.within(
                        sandbox,
                        new MemoryJournal(Clock.systemUTC(), new ArrayList<>()),
                        Patience.atlas(2),
                        Patience.aws())) {
            int kinds = 0;
            for (var orders : byProcedure(scenario, sandbox, connected)) {
                int tried = 0;
                int plans = 0;
                for (var order : orders) {
                    if (tried < ORDERS && plans < PLANS) {
                        if (!fresh) {
                            sandbox.load(scenario);
                            sandbox.advance(Duration.ofHours(1));
                        }
                        fresh = true;
                        plans++;
                        try (var console = connected.again(new MemoryJournal(Clock.systemUTC(), new ArrayList<>()))) {
                            tried += tried(sandbox, console, order) ? 1 : 0;
                        }
                    }
                }
                kinds += tried;
            }
            assertThat(kinds).as("kinds of effects in %s", scenario).isPositive();
        }
    }

    /** Only a drill takes something from a project on purpose, and only where a test project is. */
    private static List<List<Example.Offer<?>>> byProcedure(
            String scenario, Sandbox sandbox, SandboxedConsole connected) {
        boolean drills = scenario.equals("old-keys");
        var worlds = connected.service.projects().stream()
                .map(p -> new OrdersFor(
                        sandbox, connected, connected.service.observe(p.id(), ReadScope.CONFIGURED), false))
                .toList();
        return Examples.all().stream()
                .filter(e -> e.type().equals(DrillProcedure.TYPE) == drills)
                .map(e -> worlds.stream().flatMap(w -> orders(e, w)).toList())
                .toList();
    }

    /** Not every procedure has something to order in every project. */
    private static Stream<Example.Offer<?>> orders(Example<?> example, OrdersFor world) {
        try {
            return example.orders(world).stream().map(offer -> (Example.Offer<?>) offer);
        } catch (ServiceException | NoSuchElementException notOffered) {
            return Stream.empty();
        }
    }

    private <C extends Choices<C>> boolean tried(Sandbox sandbox, SandboxedConsole console, Example.Offer<C> offer) {
        var first = offer.plan(console);
        if (first.judged().filter(j -> !j.effect().acts().isEmpty()).isEmpty()) {
            return false;
        }
        var ready = offer.ready(console);
        if (ready.isEmpty() || !seen.add(kind(ready.get().plan()))) {
            return false;
        }
        var plan = ready.get().plan();
        var effect = plan.judged().orElseThrow().effect();
        var before = unusable(console);
        fresh = false;
        var confirmation = new Confirmation(
                plan.nameToType().or(() -> Optional.of(plan.project().name())));
        var order = ready.get().order();
        // A drill gives the key back, so it is looked at in between.
        console.run(
                order.planner(),
                order.choices(),
                offer.project(),
                confirmation,
                new SandboxedConsole.StopBefore(DrillPlanner.ENABLE));
        sandbox.advance(Duration.ofHours(24));
        var after = unusable(console);
        after.removeAll(before);
        var unknown = named(effect, Change.NOT_KNOWN);
        var stopped = named(effect, Change.STOPS);
        stopped.removeAll(unknown);
        after.removeAll(unknown);
        assertThat(after).as("%s: %s", offer, effect).isEqualTo(stopped);
        return true;
    }

    private static String kind(Plan plan) {
        var changes = plan.judged().orElseThrow().effect().projects().stream()
                .collect(Collectors.groupingBy(ProjectEffect::change, Collectors.counting()));
        var acts = plan.acts().stream()
                .map(act -> act.getClass().getSimpleName())
                .sorted()
                .toList();
        return plan.procedure().id() + acts + changes;
    }

    private static Set<String> named(ActEffect effect, Change change) {
        return effect.projects().stream()
                .filter(p -> p.change() == change)
                .map(ProjectEffect::project)
                .map(Project::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The projects whose key Atlas says it cannot use. */
    private static Set<String> unusable(SandboxedConsole console) {
        return console.service.projects().stream()
                .filter(p -> {
                    var kms = console.atlas.encryptionAtRest(p.id()).awsKms();
                    return kms.enabled() && !kms.valid();
                })
                .map(Project::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
