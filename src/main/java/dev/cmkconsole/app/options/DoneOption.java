package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The steps that the user has completed without the program. */
public final class DoneOption {
    @Option(names = "--done", paramLabel = "STEP", split = ",", description = "Steps that you have completed manually.")
    private List<String> done = List.of();

    public Set<StepId> steps() {
        return steps(done);
    }

    static Set<StepId> steps(List<String> ids) {
        return ids.stream().map(StepId::of).collect(Collectors.toSet());
    }
}
