package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/**
 * The choices of the change to another key.
 *
 * @param key the new key; the old key stays enabled and in the role's policy
 * @param accessBy who creates a new key and lets the role use it
 * @param reminder empty to leave Atlas' reminder unchanged
 */
public record RotateChoices(
        KeyChoice key, Actor accessBy, Set<StepId> doneByHand, Set<StepId> accepted, Optional<ReminderWish> reminder)
        implements KeyChangeChoices, Choices<RotateChoices> {
    public RotateChoices {
        doneByHand = Set.copyOf(doneByHand);
        accepted = Set.copyOf(accepted);
    }

    public static RotateChoices byConsole(KeyChoice key) {
        return new RotateChoices(key, Actor.CONSOLE, Set.of(), Set.of(), Optional.empty());
    }

    public RotateChoices withAccessBy(Actor who) {
        return new RotateChoices(key, who, doneByHand, accepted, reminder);
    }

    @Override
    public RotateChoices withDoneByHand(Set<StepId> steps) {
        return new RotateChoices(key, accessBy, steps, accepted, reminder);
    }

    @Override
    public RotateChoices withAccepted(Set<StepId> steps) {
        return new RotateChoices(key, accessBy, doneByHand, steps, reminder);
    }

    public RotateChoices withReminder(ReminderWish wish) {
        return new RotateChoices(key, accessBy, doneByHand, accepted, Optional.of(wish));
    }

    @Override
    public Optional<NewKey> newKey() {
        return key.newKey();
    }

    @Override
    public KeyArn keyIn(ProjectSnapshot now) {
        return key.arn(now, now.configuredRole().flatMap(AccessRole::iamRoleArn).flatMap(RoleArn::parse));
    }

    ReadScope readScope() {
        var focus = key.readScope();
        return reminder.isPresent()
                ? focus.with(
                        ReadScope.More.KMS_ENDPOINTS,
                        ReadScope.More.CHOSEN_REPLICAS,
                        ReadScope.More.POLICIES,
                        ReadScope.More.REMINDER)
                : focus.with(ReadScope.More.KMS_ENDPOINTS, ReadScope.More.CHOSEN_REPLICAS, ReadScope.More.POLICIES);
    }
}
