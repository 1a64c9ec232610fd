package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.protect.ProtectChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the protection of a key. */
public final class ProtectOptions implements OrderOptions<ProtectChoices> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
    private String project;

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

    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks with an unknown result that you accept.")
    private List<String> accepted = List.of();

    @Option(names = "--done", paramLabel = "STEP", split = ",", description = "Steps that you have completed manually.")
    private List<String> done = List.of();

    @Override
    public Ordered<ProtectChoices> order(EncryptionService service) {
        return new Ordered<>(
                new ProtectChoices(
                        allowed, Optional.ofNullable(key).map(KeyArn::of), scp, steps(accepted), steps(done)),
                Project.checkId(project));
    }

    private static Set<StepId> steps(List<String> ids) {
        return ids.stream().map(StepId::of).collect(Collectors.toSet());
    }
}
