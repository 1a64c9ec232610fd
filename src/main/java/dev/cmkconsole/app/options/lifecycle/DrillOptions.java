package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.RoleOptions;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.drill.DrillChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of a break-glass drill. */
public final class DrillOptions implements OrderOptions<DrillChoices> {
    @Option(
            names = "--project",
            required = true,
            paramLabel = "ID",
            description = "Atlas project ID of a test project. Its clusters stop during the drill.")
    private String project;

    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks with an unknown result that you accept.")
    private List<String> accepted = List.of();

    @Override
    public Ordered<DrillChoices> order(EncryptionService service) {
        String id = Project.checkId(project);
        return new Ordered<>(
                DrillChoices.after(service.trials().drill(id)).withAccepted(RoleOptions.steps(accepted)), id);
    }
}
