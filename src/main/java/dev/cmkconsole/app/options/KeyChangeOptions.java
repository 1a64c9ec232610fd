package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that all key changes share. */
final class KeyChangeOptions {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(names = "--access-by-hand", description = "Make the AWS changes yourself.")
    private boolean byHand;

    @Mixin
    private DoneOption done = new DoneOption();

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    String project() {
        return project.id();
    }

    Actor accessBy() {
        return byHand ? Actor.USER : Actor.CONSOLE;
    }

    Set<StepId> done() {
        return done.steps();
    }

    Set<StepId> accepted() {
        return accepted.steps();
    }
}
