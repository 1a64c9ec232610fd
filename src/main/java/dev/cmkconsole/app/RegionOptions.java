package dev.cmkconsole.app;

import dev.cmkconsole.model.AwsRegion;
import dev.cmkconsole.model.CustomerKey;
import dev.cmkconsole.model.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.InputException;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.Project;
import dev.cmkconsole.procedure.EnableChoices.Actor;
import dev.cmkconsole.procedure.RegionChoices;
import dev.cmkconsole.procedure.RegionPlanner;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import picocli.CommandLine.Option;

/** The choices of the move to another region as options. */
final class RegionOptions {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project id.")
    private String project;

    @Option(names = "--to", required = true, paramLabel = "REGION", description = "AWS region that has a replica of the project's key.")
    private String to;

    @Option(names = "--key", paramLabel = "ARN", description = "ARN of the project's present key, where it cannot be told from here.")
    private String key;

    @Option(names = "--access-by-hand", description = "You let the role use the key yourself.")
    private boolean accessByHand;

    @Option(names = "--done", paramLabel = "STEP", split = ",", description = "Steps that you have done by hand.")
    private List<String> done = List.of();

    @Option(names = "--accept", paramLabel = "STEP", split = ",", description = "Checks that cannot be told from here and that you accept.")
    private List<String> accepted = List.of();

    Ordered<RegionChoices> order(EncryptionService service) {
        String id = Project.checkId(project);
        var region = AwsRegion.of(to);
        var replica = RegionChoices.byConsole(key == null ? present(service, id) : KeyArn.of(key), region).key();
        var choices = new RegionChoices(replica, accessByHand ? Actor.USER : Actor.CONSOLE, RoleOptions.steps(done), RoleOptions.steps(accepted));
        return new Ordered<>(new RegionPlanner(service.pace()), choices, id);
    }

    private static KeyArn present(EncryptionService service, String id) {
        var now = service.observe(id, Focus.CONFIGURED);
        return now.encryption().value().map(e -> e.awsKms()).flatMap(AwsKms::keyArn).or(() -> now.aws().key().value().map(CustomerKey::arn))
                .orElseThrow(() -> new InputException("input.key.presentUnknown", id));
    }
}
