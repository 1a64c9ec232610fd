package dev.cmkconsole.examples;

import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.preflight.Preflight;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tests of all procedures know of one.
 *
 * @param scenario where its first order is placed
 * @param project the project of that order, by name
 * @param first an order that has something to send there. A child process asks for it too, which has no sandbox
 * @param orders its kinds of orders for any project, by what distinguishes them
 */
public record Example<C extends Choices<C>>(
        ProcedureType<C> type,
        String scenario,
        String project,
        Function<Here, C> first,
        Function<OrdersFor, Map<String, C>> orders) {

    /** The user's advance acceptance of everything that is unknown. */
    public static final Set<StepId> ACCEPTED = Stream.concat(
                    Preflight.CHECKS.stream().map(Check::id).map(StepId::ofCheck),
                    Stream.of(
                                    "check-access",
                                    "check-owner",
                                    "check-key",
                                    "check-configuration",
                                    "set-up-role",
                                    "allow-key",
                                    "key-policy")
                            .map(StepId::of))
            .collect(Collectors.toUnmodifiableSet());

    /** A project as a program sees it that is connected to nothing else. */
    public record Here(SandboxedConsole console, String projectId) {}

    /** @param name what distinguishes this order from the procedure's others */
    public record Offer<C extends Choices<C>>(ProcedureType<C> type, String name, String project, C choices) {
        public Planner<C> planner() {
            return type.planner(SandboxedConsole.WAITS);
        }

        public Plan plan(SandboxedConsole console) {
            return console.service.plan(planner(), choices, project);
        }

        public Offer<C> accepting(Set<StepId> steps) {
            return new Offer<>(type, name, project, choices.alsoAccepting(steps));
        }

        /** Returns the order with every doubt accepted, and its plan; empty if that is blocked or sends nothing. */
        public Optional<Ready<C>> ready(SandboxedConsole console) {
            try {
                var order = accepting(ACCEPTED);
                var plan = order.plan(console);
                for (int i = 0;
                        i < 2
                                && !plan.undecided().isEmpty()
                                && plan.firstBlocked().isEmpty();
                        i++) {
                    order = order.accepting(
                            plan.undecided().stream().map(Step::id).collect(Collectors.toSet()));
                    plan = order.plan(console);
                }
                return plan.undecided().isEmpty() && plan.firstBlocked().isEmpty() && !plan.complete()
                        ? Optional.of(new Ready<>(order, plan))
                        : Optional.empty();
            } catch (ServiceException cannotBePlanned) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return type.id() + ", " + name;
        }
    }

    public record Ready<C extends Choices<C>>(Offer<C> order, Plan plan) {}

    /** A procedure with one kind of order, whichever the project. */
    static <C extends Choices<C>> Example<C> of(
            ProcedureType<C> type, String scenario, String project, Function<Here, C> order) {
        return new Example<>(
                type, scenario, project, order, world -> Map.of("the only one", order.apply(world.here())));
    }

    /** The same example with other kinds of orders for any project. */
    Example<C> and(Function<OrdersFor, Map<String, C>> more) {
        return new Example<>(type, scenario, project, first, more);
    }

    /** The first order, in a sandbox that has just loaded the scenario. */
    public Ready<C> firstOrder(SandboxedConsole console, String projectId) {
        return console.still(() -> first(console, projectId));
    }

    private Ready<C> first(SandboxedConsole console, String projectId) {
        var order = new Offer<>(type, "first", projectId, first.apply(new Here(console, projectId)));
        return order.ready(console)
                .orElseThrow(() -> new AssertionError("The first order of " + type + " has nothing to send in "
                        + project + " of the scenario " + scenario + ": "
                        + order.plan(console).steps().stream()
                                .map(step -> step.id() + " " + step.status())
                                .toList()));
    }

    /** All kinds of orders for one project. Whether their plans have something to send is not known yet. */
    public List<Offer<C>> orders(OrdersFor world) {
        return orders.apply(world).entrySet().stream()
                .map(order -> new Offer<>(
                        type,
                        world.now().project().name() + ", " + order.getKey(),
                        world.now().project().id(),
                        order.getValue()))
                .toList();
    }

    @Override
    public String toString() {
        return type.id();
    }
}
