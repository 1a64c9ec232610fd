package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.Mixin;

/** Turns command-line options into the choices of the enable procedure. */
public final class EnableOptions implements OrderOptions<EnableChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Mixin
    private RoleOptions role = new RoleOptions();

    @Override
    public Ordered<EnableChoices> order(EncryptionService service) {
        String id = project.id();
        var choices = EnableChoices.byConsole(role.choice(id), key.choice(service, id))
                .withActors(role.trustBy(), role.accessBy())
                .withDoneByHand(role.done())
                .withAccepted(role.accepted());
        return new Ordered<>(choices, id);
    }
}
