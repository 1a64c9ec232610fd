package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that all key changes share. */
final class KeyChangeOptions {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
    private String project;

    @Option(names = "--access-by-hand", description = "Make the AWS changes yourself.")
    private boolean byHand;

    @Option(names = "--done", paramLabel = "STEP", split = ",", description = "Steps that you have completed manually.")
    private List<String> done = List.of();

    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks with an unknown result that you accept.")
    private List<String> accepted = List.of();

    String project() {
        return Project.checkId(project);
    }

    Actor accessBy() {
        return byHand ? Actor.USER : Actor.CONSOLE;
    }

    Set<StepId> done() {
        return RoleOptions.steps(done);
    }

    Set<StepId> accepted() {
        return RoleOptions.steps(accepted);
    }
}
