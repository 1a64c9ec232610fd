package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.AcceptOption;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.procedure.rescue.RescueChoices;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.rescue.Rescue;
import picocli.CommandLine.Mixin;

/** Finds the first cause and takes its repair as the choice. */
public final class RescueOptions implements OrderOptions<RescueChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<RescueChoices> order(EncryptionService service) {
        var id = project.id();
        var steps = accepted.steps();
        return new Ordered<>(Rescue.of(service, id).choices().withAccepted(steps), id);
    }
}
