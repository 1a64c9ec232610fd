package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.AcceptOption;
import dev.cmkconsole.app.options.KeyWord;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of a restore proof. */
public final class RestoreProofOptions implements OrderOptions<RestoreProofChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "Restore the newest snapshot that needs this key: ARN, ID, alias/NAME or alias ARN. Without it,"
                            + " the newest snapshot from before the switch to a role, or that needs a former key.")
    private String key;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "AWS region of the key, if --key does not include it.")
    private String region;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Consider snapshots of this cluster only.")
    private String cluster;

    @Option(
            names = "--clean-up",
            description = "Delete the temporary clusters that interrupted proofs left, and restore nothing.")
    private boolean cleanUp;

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<RestoreProofChoices> order(EncryptionService service) {
        String id = project.id();
        if (cleanUp && (key != null || cluster != null)) {
            throw new InputException("input.restoreProof.cleanUp");
        }
        var steps = accepted.steps();
        var wanted = Optional.ofNullable(cluster).map(NewCluster::checkName);
        if (cleanUp) {
            return new Ordered<>(
                    RestoreProofChoices.cleanUp(service.serviceTime(id)).withAccepted(steps), id);
        }
        Optional<KeyArn> arn = Optional.ofNullable(key).map(k -> KeyWord.resolve(service, k, region));
        return new Ordered<>(
                RestoreProofChoices.of(arn, service.serviceTime(id))
                        .ofCluster(wanted)
                        .withAccepted(steps),
                id);
    }
}
