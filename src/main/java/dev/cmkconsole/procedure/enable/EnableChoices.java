package dev.cmkconsole.procedure.enable;

import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.procedure.access.AccessChoices;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/**
 * The choices of the enable procedure.
 *
 * @param key the project's key, which exists or which the procedure creates first
 * @param roleArn the IAM role's ARN, when the user typed it because the program cannot read it from AWS
 * @param trustBy who creates the role and writes its trust policy
 * @param accessBy who creates a new key and lets the role use it
 * @param doneByHand manual steps that the user says are done
 * @param accepted steps without an answer that the user accepted
 */
public record EnableChoices(
        RoleChoice role,
        KeyChoice key,
        Optional<RoleArn> roleArn,
        Actor trustBy,
        Actor accessBy,
        Set<StepId> doneByHand,
        Set<StepId> accepted)
        implements AccessChoices, Choices<EnableChoices> {

    public EnableChoices {
        doneByHand = Set.copyOf(doneByHand);
        accepted = Set.copyOf(accepted);
    }

    public static EnableChoices byConsole(RoleChoice role, KeyChoice key) {
        return new EnableChoices(role, key, Optional.empty(), Actor.CONSOLE, Actor.CONSOLE, Set.of(), Set.of());
    }

    public EnableChoices withRoleArn(RoleArn arn) {
        return new EnableChoices(role, key, Optional.of(arn), trustBy, accessBy, doneByHand, accepted);
    }

    public EnableChoices withActors(Actor trust, Actor access) {
        return new EnableChoices(role, key, roleArn, trust, access, doneByHand, accepted);
    }

    @Override
    public EnableChoices withDoneByHand(Set<StepId> done) {
        return new EnableChoices(role, key, roleArn, trustBy, accessBy, done, accepted);
    }

    @Override
    public EnableChoices withAccepted(Set<StepId> steps) {
        return new EnableChoices(role, key, roleArn, trustBy, accessBy, doneByHand, steps);
    }
}
