package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/** The choices that every procedure has which gives a role access to a key. */
public interface AccessChoices {
    RoleChoice role();

    /** The IAM role's ARN, when the user typed it because the program cannot read it from AWS. */
    Optional<RoleArn> roleArn();

    /** Who writes the trust policy (and creates the role). */
    Actor trustBy();

    /** Who lets the role use the key. */
    Actor accessBy();

    /** Manual steps that the user says are done. */
    Set<StepId> doneByHand();

    /** Steps without an answer that the user accepted. */
    Set<StepId> accepted();

    /** The IAM role's ARN, when a choice names it; it takes precedence over a role of the same name in AWS. */
    default Optional<RoleArn> namedArn() {
        return role().iam() instanceof RoleChoice.ExistingRole(var arn) ? Optional.of(arn) : roleArn();
    }

    default String roleName() {
        return namedArn().map(RoleArn::name).orElse(role().iam().roleName());
    }
}
