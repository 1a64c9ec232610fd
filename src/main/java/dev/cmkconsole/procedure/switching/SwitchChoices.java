package dev.cmkconsole.procedure.switching;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.procedure.access.AccessChoices;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/**
 * The choices of the switch from an IAM user's credentials to a role. The key cannot be chosen, because it stays.
 *
 * @param key the project's present key, when nothing else tells its ARN; any other key is refused
 * @param accepted steps without an answer that the user accepted, single checks among them
 */
public record SwitchChoices(
        RoleChoice role,
        Optional<KeyArn> key,
        Optional<RoleArn> roleArn,
        Actor trustBy,
        Actor accessBy,
        Set<StepId> doneByHand,
        Set<StepId> accepted)
        implements AccessChoices, Choices<SwitchChoices> {

    public SwitchChoices {
        doneByHand = Set.copyOf(doneByHand);
        accepted = Set.copyOf(accepted);
    }

    public static SwitchChoices byConsole(RoleChoice role) {
        return new SwitchChoices(
                role, Optional.empty(), Optional.empty(), Actor.CONSOLE, Actor.CONSOLE, Set.of(), Set.of());
    }

    public SwitchChoices withKey(KeyArn present) {
        return new SwitchChoices(role, Optional.of(present), roleArn, trustBy, accessBy, doneByHand, accepted);
    }

    public SwitchChoices withRoleArn(RoleArn arn) {
        return new SwitchChoices(role, key, Optional.of(arn), trustBy, accessBy, doneByHand, accepted);
    }

    public SwitchChoices withActors(Actor trust, Actor access) {
        return new SwitchChoices(role, key, roleArn, trust, access, doneByHand, accepted);
    }

    @Override
    public SwitchChoices withDoneByHand(Set<StepId> done) {
        return new SwitchChoices(role, key, roleArn, trustBy, accessBy, done, accepted);
    }

    @Override
    public SwitchChoices withAccepted(Set<StepId> steps) {
        return new SwitchChoices(role, key, roleArn, trustBy, accessBy, doneByHand, steps);
    }
}
