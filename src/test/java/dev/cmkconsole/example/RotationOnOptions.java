package dev.cmkconsole.example;

import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.Option;

/** The choices of turning rotation on as options. */
final class RotationOnOptions implements OrderOptions<RotationOnChoices> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project id.")
    private String project;

    @Option(
            names = "--every",
            defaultValue = "365",
            paramLabel = "DAYS",
            description = "Days between two rotations, 90 to 2560 (default: 365).")
    private int days;

    @Override
    public Ordered<RotationOnChoices> order(EncryptionService service) {
        return new Ordered<>(new RotationOnChoices(days), Project.checkId(project));
    }
}
