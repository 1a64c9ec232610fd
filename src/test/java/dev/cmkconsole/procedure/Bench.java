package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Finding;
import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Inquiry;
import dev.cmkconsole.model.Observed;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.text.Messages;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A runner on a tiny world, with everything that happens in one list. */
final class Bench {
    static final Pace PACE = new Pace(Duration.ofSeconds(10), 5, Duration.ofSeconds(15));

    final MovingClock clock = new MovingClock();
    final List<String> happenings = new ArrayList<>();
    final List<RunEvent> events = new ArrayList<>();
    final TinyWorld world = new TinyWorld(clock, happenings);
    final MemoryJournal journal = new MemoryJournal(clock, happenings);
    final Hand hand = new Hand(clock);
    private Consumer<RunEvent> listener = _ -> {};
    private int runs;
    /** What the checks answer; they are not about this world. */
    List<Finding> checks = List.of();

    private final Runner.Observer observer = new Runner.Observer() {
        @Override
        public ProjectSnapshot observe(String projectId, Focus focus) {
            return world.observe(projectId, focus);
        }

        @Override
        public Observed<List<Finding>> check(String projectId, Inquiry inquiry) {
            return new Observed.Known<>(checks, clock.instant());
        }
    };
    private final Runner runner = new Runner(
            observer,
            world.atlas(),
            world.aws(),
            journal,
            new Messages(Locale.ENGLISH, ZoneOffset.UTC),
            clock,
            () -> "run-" + ++runs);

    Bench listening(Consumer<RunEvent> also) {
        listener = also;
        return this;
    }

    RunResult enable() {
        return enable(EnableChoices.byConsole(RoleChoice.newRole(Situation.ROLE_NAME), Situation.KEY));
    }

    RunResult enable(EnableChoices choices) {
        return run(new EnablePlanner(PACE), choices, hand);
    }

    RunResult clusters(ClusterChoices choices) {
        return run(new ClusterPlanner(PACE), choices, hand);
    }

    <C> RunResult run(Planner<C> planner, C choices, RunControl control) {
        return runner.run(
                new Runner.Order<>(planner, choices, Situation.PROJECT.id(), "tester", "practice", false),
                this::hear,
                control);
    }

    /** The same, with the project's name typed. */
    <C> RunResult runForEver(Planner<C> planner, C choices) {
        return runner.run(
                new Runner.Order<>(planner, choices, Situation.PROJECT.id(), "tester", "practice", true),
                this::hear,
                hand);
    }

    private void hear(RunEvent event) {
        events.add(event);
        if (event instanceof RunEvent.StepEnded ended) {
            happenings.add("ENDED " + ended.step());
        }
        listener.accept(event);
    }

    <E extends RunEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
