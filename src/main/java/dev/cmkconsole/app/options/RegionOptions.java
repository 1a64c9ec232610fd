package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.rotate.RegionChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the move to another region. */
public final class RegionOptions implements OrderOptions<RegionChoices> {
    @Mixin
    private KeyChangeOptions change = new KeyChangeOptions();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "REGION",
            description = "AWS region that has a replica of the project's key.")
    private String to;

    @Option(
            names = "--key",
            paramLabel = "ARN",
            description = "ARN of the project's current key, if it cannot be determined otherwise.")
    private String key;

    @Override
    public Ordered<RegionChoices> order(EncryptionService service) {
        String id = change.project();
        var region = AwsRegion.of(to);
        var replica = RegionChoices.byConsole(key == null ? present(service, id) : KeyArn.of(key), region)
                .key();
        var choices = new RegionChoices(replica, change.accessBy(), change.done(), change.accepted());
        return new Ordered<>(choices, id);
    }

    private static KeyArn present(EncryptionService service, String id) {
        var now = service.observe(id, ReadScope.CONFIGURED);
        return PresentKey.of(now, Optional.empty())
                .flatMap(PresentKey::arn)
                .orElseThrow(() -> new InputException(
                        now.encryption()
                                        .value()
                                        .filter(e -> !e.awsKms().enabled())
                                        .isPresent()
                                ? "input.key.noneYet"
                                : "input.key.presentUnknown",
                        id));
    }
}
