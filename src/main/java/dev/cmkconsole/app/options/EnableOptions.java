package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the enable procedure. */
public final class EnableOptions implements OrderOptions<EnableChoices> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
    private String project;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "KMS key: ARN, ID, alias/NAME or alias ARN.")
    private String key;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "AWS region of the key, if --key does not include it.")
    private String region;

    @Mixin
    private RoleOptions role = new RoleOptions();

    @Override
    public Ordered<EnableChoices> order(EncryptionService service) {
        String id = Project.checkId(project);
        KeyArn keyArn = KeyWord.resolve(service, key, region);
        var choices = EnableChoices.byConsole(role.choice(id), keyArn)
                .withActors(role.trustBy(), role.accessBy())
                .withDoneByHand(role.done())
                .withAccepted(role.accepted());
        return new Ordered<>(choices, id);
    }
}
