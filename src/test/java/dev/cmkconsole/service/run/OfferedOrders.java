package dev.cmkconsole.service.run;

import dev.cmkconsole.examples.Example;
import dev.cmkconsole.examples.Example.Offer;
import dev.cmkconsole.examples.Examples;
import dev.cmkconsole.examples.OrdersFor;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The orders that a scenario can offer: every procedure with its kinds of choices, for every project. */
public final class OfferedOrders {
    private final Sandbox sandbox;
    private final SandboxedConsole console;
    private final List<Offer<?>> offers = new ArrayList<>();
    private final Set<String> kinds;

    /** @param kinds what was offered before; more is added */
    OfferedOrders(Sandbox sandbox, SandboxedConsole console, Set<String> kinds) {
        this.kinds = kinds;
        this.sandbox = sandbox;
        this.console = console;
    }

    /** Those whose plan has something to send, once the user has accepted what cannot be told. */
    List<Offer<?>> all() {
        return console.still(this::found);
    }

    private List<Offer<?>> found() {
        for (var project : console.service.projects()) {
            var now = console.service.observe(project.id(), ReadScope.CONFIGURED);
            var world = new OrdersFor(sandbox, console, now, false);
            Examples.in(sandbox.scenario()).forEach(example -> offer(example, world));
        }
        return offers;
    }

    private <C extends Choices<C>> void offer(Example<C> example, OrdersFor world) {
        for (var order : example.orders(world)) {
            order.ready(console)
                    .filter(ready -> kinds.add(kind(ready.plan())))
                    .ifPresent(ready -> offers.add(ready.order()));
        }
    }

    /**
     * Orders for a project whether their plans can be run or not.
     *
     * @param kinds what was planned before in a project of the same posture; more is added
     */
    public static List<Offer<?>> ofEveryKind(
            Sandbox sandbox, SandboxedConsole console, ProjectSnapshot now, Set<String> kinds) {
        return console.still(() -> kindsFound(sandbox, console, now, kinds));
    }

    private static List<Offer<?>> kindsFound(
            Sandbox sandbox, SandboxedConsole console, ProjectSnapshot now, Set<String> kinds) {
        var world = new OrdersFor(sandbox, console, now, false);
        var orders = new ArrayList<Offer<?>>();
        for (var example : Examples.in(sandbox.scenario())) {
            for (var order : example.orders(world)) {
                var asked = order.accepting(Example.ACCEPTED);
                if (kinds.add(order.type() + " " + now.posture() + kind(asked.plan(console)))) {
                    orders.add(asked);
                }
            }
        }
        return orders;
    }

    /** What a plan sends, whichever project, key or access key it is about. */
    private static String kind(Plan plan) {
        return SandboxData.withoutIds(described(plan));
    }

    static String described(Plan plan) {
        return plan.open().stream()
                .map(step -> switch (step) {
                    case Step.AtlasStep atlas -> step.id() + " " + atlas.described();
                    case Step.AwsStep aws -> step.id() + " " + aws.described();
                    case Step.ManualStep manual -> step.id() + " " + manual.described();
                    case Step.WaitStep _, Step.CheckStep _ -> step.id().value();
                })
                .collect(Collectors.joining("\n"));
    }
}
