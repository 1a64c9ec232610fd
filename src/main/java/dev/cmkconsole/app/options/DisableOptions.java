package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.Mixin;

/** Turns command-line options into the choices of turning a project's own key off. */
public final class DisableOptions implements OrderOptions<DisableChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<DisableChoices> order(EncryptionService service) {
        return new Ordered<>(new DisableChoices(accepted.steps()), project.id());
    }
}
