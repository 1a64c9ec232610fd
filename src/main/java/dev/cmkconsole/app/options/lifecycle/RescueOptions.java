package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.rescue.RescueChoices;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.rescue.Rescue;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Finds the first cause and takes its repair as the choice. */
public final class RescueOptions implements OrderOptions<RescueChoices> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
    private String project;

    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks with an unknown result that you accept.")
    private List<String> accepted = List.of();

    @Override
    public Ordered<RescueChoices> order(EncryptionService service) {
        var id = Project.checkId(project);
        var steps = accepted.stream().map(StepId::of).collect(Collectors.toSet());
        return new Ordered<>(Rescue.of(service, id).choices().withAccepted(steps), id);
    }
}
