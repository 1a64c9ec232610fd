package dev.cmkconsole.app;

import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.Project;
import dev.cmkconsole.procedure.EnableChoices.Actor;
import dev.cmkconsole.procedure.RotateChoices;
import dev.cmkconsole.procedure.RotatePlanner;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import picocli.CommandLine.Option;

/** The choices of the change to another key as options. */
final class RotateOptions {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project id.")
    private String project;

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "The new KMS key: ARN, id, alias/NAME or alias ARN.")
    private String key;

    @Option(names = "--region", paramLabel = "REGION", description = "AWS region of the key, where --key does not say it.")
    private String region;

    @Option(names = "--access-by-hand", description = "You let the role use the key yourself.")
    private boolean accessByHand;

    @Option(names = "--done", paramLabel = "STEP", split = ",", description = "Steps that you have done by hand.")
    private List<String> done = List.of();

    @Option(names = "--accept", paramLabel = "STEP", split = ",", description = "Checks that cannot be told from here and that you accept.")
    private List<String> accepted = List.of();

    Ordered<RotateChoices> order(EncryptionService service) {
        String id = Project.checkId(project);
        KeyArn arn = KeyWord.resolve(service, key, region);
        var choices = RotateChoices.byConsole(arn).withAccessBy(accessByHand ? Actor.USER : Actor.CONSOLE)
                .withDoneByHand(RoleOptions.steps(done)).withAccepted(RoleOptions.steps(accepted));
        return new Ordered<>(new RotatePlanner(service.pace()), choices, id);
    }
}
