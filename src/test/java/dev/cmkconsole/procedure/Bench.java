package dev.cmkconsole.procedure;

import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Permit;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunControl;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.Runner;
import dev.cmkconsole.text.Messages;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A runner on a tiny world, with all events in one list. */
public final class Bench {
    public static final WaitSettings WAITS = new WaitSettings(Duration.ofSeconds(10), 5, Duration.ofSeconds(15));

    public final MovingClock clock = new MovingClock();
    public final List<String> happenings = new ArrayList<>();
    public final List<RunEvent> events = new ArrayList<>();
    public final TinyWorld world = new TinyWorld(clock, happenings);
    public final MemoryJournal journal = new MemoryJournal(clock, happenings);
    public final Hand hand = new Hand(clock);
    private Consumer<RunEvent> listener = _ -> {};
    private int runs;
    /** The results of the checks, which do not concern this world. */
    List<Finding> checks = List.of();

    /** Choices that encrypt these clusters with the project's key. */
    public static ClusterChoices turnOn(List<String> clusters) {
        return new ClusterChoices(clusters.stream().collect(Collectors.toMap(c -> c, _ -> true)), Optional.empty());
    }

    private final Runner.Observer observer = new Runner.Observer() {
        @Override
        public ProjectSnapshot observe(String projectId, ReadScope focus) {
            return world.observe(projectId, focus);
        }

        @Override
        public ProjectSnapshot check(ProjectSnapshot now, CheckRequest request) {
            return now.withChecks(new Observed.Known<>(checks, clock.instant()));
        }
    };
    private final Runner runner;

    public Bench() {
        this(new Messages(Locale.ENGLISH, ZoneOffset.UTC));
    }

    /** With the texts of a procedure outside the program. */
    public Bench(Phrasebook phrasebook) {
        runner = new Runner(observer, world.atlas(), world.aws(), journal, phrasebook, clock, () -> "run-" + ++runs);
    }

    public Bench listening(Consumer<RunEvent> also) {
        listener = also;
        return this;
    }

    public RunResult enable() {
        return enable(EnableChoices.byConsole(
                RoleChoice.newRole(Situation.ROLE_NAME), new KeyChoice.Existing(Situation.KEY)));
    }

    public RunResult enable(EnableChoices choices) {
        return run(new EnablePlanner(WAITS), choices, hand);
    }

    public RunResult clusters(ClusterChoices choices) {
        return run(new ClusterPlanner(WAITS), choices, hand);
    }

    public <C extends Choices<C>> RunResult run(Planner<C> planner, C choices, RunControl control) {
        return runner.run(
                new Runner.Order<>(
                        planner,
                        choices,
                        Situation.PROJECT.id(),
                        "tester",
                        "practice",
                        permit(planner, choices, Optional.empty())),
                this::hear,
                control);
    }

    /** The same, with the typed project name. */
    <C extends Choices<C>> RunResult runForEver(Planner<C> planner, C choices) {
        return runner.run(
                new Runner.Order<>(
                        planner,
                        choices,
                        Situation.PROJECT.id(),
                        "tester",
                        "practice",
                        permit(planner, choices, Optional.of(Situation.PROJECT.name()))),
                this::hear,
                hand);
    }

    /** The permission of a user to whom the plan's acts were shown, in a world where nobody else stands on anything. */
    private <C extends Choices<C>> Permit permit(Planner<C> planner, C choices, Optional<String> typed) {
        Plan plan;
        try {
            plan = planner.plan(observer.observe(Situation.PROJECT.id(), planner, choices), choices);
        } catch (ServiceException e) {
            plan = new Plan(planner.procedure(), Situation.PROJECT, clock.instant(), List.of());
        }
        return Permit.of(plan.withEffect(ActEffect.TAKES_NOTHING, Optional.empty()), typed);
    }

    private void hear(RunEvent event) {
        events.add(event);
        if (event instanceof RunEvent.StepEnded ended) {
            happenings.add("ENDED " + ended.step());
        }
        listener.accept(event);
    }

    public <E extends RunEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
