package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/** What is chosen wherever a role is given access to a key. */
public interface AccessChoices {
    RoleChoice role();

    /** The IAM role's ARN where the user gave it by hand, because AWS cannot be read from here. */
    Optional<RoleArn> roleArn();

    /** Who writes the trust policy (and creates the role). */
    Actor trustBy();

    /** Who lets the role use the key. */
    Actor accessBy();

    /** Manual steps that the user says are done. */
    Set<StepId> doneByHand();

    /** Checks that cannot be told from here and that the user decided to go past. */
    Set<StepId> accepted();

    /** The IAM role's ARN, where a choice names it; it then goes before what AWS shows under the same name. */
    default Optional<RoleArn> namedArn() {
        return role().iam() instanceof RoleChoice.ExistingRole(var arn) ? Optional.of(arn) : roleArn();
    }

    default String roleName() {
        return namedArn().map(RoleArn::name).orElse(role().iam().roleName());
    }
}
