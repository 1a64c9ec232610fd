package dev.cmkconsole.app;

import dev.cmkconsole.model.AwsRegion;
import dev.cmkconsole.model.InputException;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.KeyReference;
import dev.cmkconsole.model.Project;
import dev.cmkconsole.model.RoleArn;
import dev.cmkconsole.procedure.EnableChoices;
import dev.cmkconsole.procedure.EnableChoices.Actor;
import dev.cmkconsole.procedure.EnablePlanner;
import dev.cmkconsole.procedure.RoleChoice;
import dev.cmkconsole.procedure.StepId;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The choices of the enable procedure as options. */
final class EnableOptions {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project id.")
    private String project;

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "KMS key: ARN, id, alias/NAME or alias ARN.")
    private String key;

    @Option(names = "--region", paramLabel = "REGION", description = "AWS region of the key, where --key does not say it.")
    private String region;

    @ArgGroup
    private Role role;

    @Option(names = "--access-role", paramLabel = "ID", description = "Continue with this Atlas role record.")
    private String accessRole;

    @Option(names = "--by-hand", paramLabel = "WHAT", split = ",", description = "What you do yourself in AWS: trust, access.")
    private List<ByHand> byHand = List.of();

    @Option(names = "--done", paramLabel = "STEP", split = ",", description = "Steps that you have done by hand.")
    private List<String> done = List.of();

    @Option(names = "--accept", paramLabel = "STEP", split = ",", description = "Checks that cannot be told from here and that you accept.")
    private List<String> accepted = List.of();

    /** Which part of AWS the user does. */
    enum ByHand { trust, access }

    /** Either a new role or one that exists. */
    static final class Role {
        @Option(names = "--new-role", paramLabel = "NAME", description = "Name of the IAM role to create (default: AtlasCmk-<project id>).")
        private String name;

        @Option(names = "--role-arn", paramLabel = "ARN", description = "ARN of an IAM role that exists.")
        private String arn;
    }

    Ordered<EnableChoices> order(EncryptionService service) {
        String id = Project.checkId(project);
        KeyArn keyArn = key(service);
        var choice = new RoleChoice(Optional.ofNullable(accessRole), iam(id), Set.of());
        var choices = new EnableChoices(choice, keyArn, Optional.empty(), actor(ByHand.trust), actor(ByHand.access), steps(done), steps(accepted));
        return new Ordered<>(new EnablePlanner(service.pace()), choices, id);
    }

    private RoleChoice.Iam iam(String projectId) {
        if (role != null && role.arn != null) {
            return new RoleChoice.ExistingRole(RoleArn.of(role.arn));
        }
        return new RoleChoice.NewRole(role == null ? "AtlasCmk-" + projectId : role.name);
    }

    private KeyArn key(EncryptionService service) {
        var reference = KeyReference.parse(key);
        if (reference instanceof KeyReference.ByArn(var arn)) {
            if (region != null && !AwsRegion.of(region).equals(arn.region())) {
                throw new InputException("input.key.otherRegion", arn.region().id(), AwsRegion.of(region).id());
            }
            return arn;
        }
        AwsRegion where = reference instanceof KeyReference.ByAliasArn aliasArn ? aliasArn.region() : Optional.ofNullable(region).map(AwsRegion::of)
                .or(service::defaultRegion).orElseThrow(() -> new InputException("input.key.needsRegion", key));
        return service.key(reference, where).arn();
    }

    private Actor actor(ByHand part) {
        return byHand.contains(part) ? Actor.USER : Actor.CONSOLE;
    }

    private static Set<StepId> steps(List<String> ids) {
        return ids.stream().map(StepId::of).collect(Collectors.toSet());
    }
}
