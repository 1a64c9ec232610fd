package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/** A project's present role, which a procedure keeps, with what the user chose about its access. */
public record PresentRole(RoleChoice role, Actor accessBy, Set<StepId> doneByHand, Set<StepId> accepted)
        implements AccessChoices {
    public PresentRole {
        doneByHand = Set.copyOf(doneByHand);
        accepted = Set.copyOf(accepted);
    }

    @Override
    public Optional<RoleArn> roleArn() {
        return Optional.empty();
    }

    @Override
    public Actor trustBy() {
        return Actor.CONSOLE;
    }

    /** The role's access to a key; empty when the project's role is not known. */
    public static Optional<AccessState> toKey(
            ProjectSnapshot now, KeyArn key, Actor accessBy, Set<StepId> doneByHand, Set<StepId> accepted) {
        return now.configuredRole()
                .flatMap(r -> r.iamRoleArn()
                        .flatMap(RoleArn::parse)
                        .map(arn -> RoleChoice.resume(r.roleId(), new RoleChoice.ExistingRole(arn))))
                .map(role -> new AccessState(now, new PresentRole(role, accessBy, doneByHand, accepted), key));
    }

    /** How a text names the role of a project whose IAM role is not known. */
    public static String unknown(ProjectSnapshot now) {
        return now.configuredRole().map(AccessRole::roleId).orElse("?");
    }
}
