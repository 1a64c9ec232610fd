package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.AcceptOption;
import dev.cmkconsole.app.options.DoneOption;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.protect.ProtectChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the protection of a key. */
public final class ProtectOptions implements OrderOptions<ProtectChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--allow-role",
            required = true,
            arity = "1..*",
            paramLabel = "ARN",
            split = ",",
            description = "The IAM roles, or users, that may still end the key. Name yourself too.")
    private List<String> allowed = List.of();

    @Option(names = "--key", paramLabel = "ARN", description = "The key to protect (default: the project's key).")
    private String key;

    @Option(names = "--scp", description = "Also print the same as a service control policy, to hand on.")
    private boolean scp;

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Mixin
    private DoneOption done = new DoneOption();

    @Override
    public Ordered<ProtectChoices> order(EncryptionService service) {
        return new Ordered<>(
                new ProtectChoices(
                        allowed, Optional.ofNullable(key).map(KeyArn::of), scp, accepted.steps(), done.steps()),
                project.id());
    }
}
