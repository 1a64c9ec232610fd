package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of turning a project's own key off. */
public final class DisableOptions implements OrderOptions<DisableChoices> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
    private String project;

    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks with an unknown result that you accept.")
    private List<String> accepted = List.of();

    @Override
    public Ordered<DisableChoices> order(EncryptionService service) {
        return new Ordered<>(new DisableChoices(RoleOptions.steps(accepted)), Project.checkId(project));
    }
}
