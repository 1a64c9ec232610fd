package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the switch from credentials to a role. */
public final class SwitchOptions implements OrderOptions<SwitchChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--key",
            paramLabel = "ARN",
            description =
                    "ARN of the project's current key, if it cannot be determined otherwise. Any other key is refused.")
    private String key;

    @Mixin
    private RoleOptions role = new RoleOptions();

    @Override
    public Ordered<SwitchChoices> order(EncryptionService service) {
        String id = project.id();
        var choices = SwitchChoices.byConsole(role.choice(id))
                .withActors(role.trustBy(), role.accessBy())
                .withDoneByHand(role.done())
                .withAccepted(role.accepted());
        return new Ordered<>(key == null ? choices : choices.withKey(KeyArn.of(key)), id);
    }
}
