package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The checks with an unknown result that the user accepts. */
public final class AcceptOption {
    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks with an unknown result that you accept.")
    private List<String> accepted = List.of();

    public Set<StepId> steps() {
        return DoneOption.steps(accepted);
    }
}
