package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.AcceptOption;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.drill.DrillChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of a break-glass drill. */
public final class DrillOptions implements OrderOptions<DrillChoices> {
    @Option(
            names = "--project",
            required = true,
            paramLabel = "ID",
            description = "Atlas project ID of a test project. Its clusters stop during the drill.")
    private String project;

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<DrillChoices> order(EncryptionService service) {
        String id = Project.checkId(project);
        return new Ordered<>(
                DrillChoices.after(service.history().trials().drill(id)).withAccepted(accepted.steps()), id);
    }
}
