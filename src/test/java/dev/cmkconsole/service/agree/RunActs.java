package dev.cmkconsole.service.agree;

import dev.cmkconsole.examples.Example;
import dev.cmkconsole.examples.Examples;
import dev.cmkconsole.examples.OrdersFor;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.procedure.restoreproof.RestoreProofProcedure;
import dev.cmkconsole.procedure.run.RunControl;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.OtherHands;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs of every procedure as acts of this program, with every doubt accepted: to the end, or stopped on the way. */
final class RunActs implements AutoCloseable {
    /** Events after which a run may be stopped; a whole run has about 25. */
    private static final int SOME_EVENTS = 20;
    /** Waits after which somebody stops a run that gets no further. */
    private static final int MOST_WAITS = 60;

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(2);

    private final Sandbox sandbox;
    private final SandboxedConsole connected;

    RunActs(Sandbox sandbox, Journal journal) {
        this.sandbox = sandbox;
        this.connected = SandboxedConsole.inTimeOf(sandbox, journal);
    }

    /** @return the run, in words; empty where the procedure has nothing to send here */
    Optional<String> act(String project, Journal journal, Random random) {
        try (var console = connected.again(journal)) {
            var now = console.service.observe(project, ReadScope.CONFIGURED);
            var example = OtherHands.any(random, Examples.all()).orElseThrow();
            return act(example, new OrdersFor(sandbox, console, now, true), random);
        } catch (ServiceException cannotBeRead) {
            return Optional.empty();
        }
    }

    /** @return the proof of the newest snapshot of the present key or of an earlier one, from another computer */
    Optional<String> proof(String project, Random random) {
        try (var console = connected.again(new MemoryJournal(sandbox.clock(), new ArrayList<>()))) {
            var key = console.service
                    .observe(project, ReadScope.CONFIGURED)
                    .aws()
                    .key()
                    .value()
                    .map(k -> k.arn())
                    .filter(_ -> random.nextBoolean());
            return new Example.Offer<>(
                            RestoreProofProcedure.TYPE,
                            "another computer",
                            project,
                            RestoreProofChoices.of(key, console.service.now()))
                    .ready(console)
                    .map(ready -> run(ready, console, random));
        } catch (ServiceException cannotBeRead) {
            return Optional.empty();
        }
    }

    private <C extends Choices<C>> Optional<String> act(Example<C> example, OrdersFor world, Random random) {
        return OtherHands.any(random, example.orders(world))
                .flatMap(offer -> offer.ready(world.console()))
                .map(ready -> run(ready, world.console(), random));
    }

    private <C extends Choices<C>> String run(Example.Ready<C> ready, SandboxedConsole console, Random random) {
        var order = ready.order();
        var name = ready.plan().nameToType().orElse(ready.plan().project().name());
        var patience = new Patience(random.nextBoolean() ? random.nextInt(SOME_EVENTS) : Integer.MAX_VALUE);
        RunResult result = console.service.run(
                order.planner(),
                order.choices(),
                order.project(),
                Confirmation.typed(name),
                _ -> patience.events.incrementAndGet(),
                patience);
        return "run of " + order + ": " + result.kind()
                + result.problem().map(p -> " " + p).orElse("");
    }

    @Override
    public void close() {
        connected.close();
    }

    /** Time passes in the sandbox instead of here. */
    private final class Patience implements RunControl {
        private final int most;
        private final AtomicInteger events = new AtomicInteger();
        private int waits;

        Patience(int most) {
            this.most = most;
        }

        @Override
        public boolean stopRequested() {
            return events.get() >= most || waits >= MOST_WAITS;
        }

        @Override
        public void await(Duration time) {
            waits++;
            sandbox.advance(BETWEEN_LOOKS);
        }

        @Override
        public void pause(Duration time) {
            await(time);
        }
    }
}
