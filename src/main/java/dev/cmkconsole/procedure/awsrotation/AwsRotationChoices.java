package dev.cmkconsole.procedure.awsrotation;

import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What KMS shall do with the material of the project's key.
 *
 * @param reminder empty to leave Atlas' reminder unchanged
 * @param accepted steps without an answer that the user accepted
 */
public record AwsRotationChoices(RotationAct act, Optional<ReminderWish> reminder, Set<StepId> accepted)
        implements Choices<AwsRotationChoices> {
    /**
     * A rotation on demand within this time counts as the wanted one. KMS allows 25 in the life of a key, and a lost
     * answer must not cost one.
     */
    public static final Duration RECENT = Duration.ofHours(24);

    /** Automatic rotation from now on, or one rotation now. */
    public sealed interface RotationAct {
        record ByItself(int periodDays) implements RotationAct {
            public ByItself {
                KeyRotation.checkDays(periodDays);
            }
        }

        /** @param notBefore a rotation on demand that began earlier does not count as this one */
        record Once(Instant notBefore) implements RotationAct {}
    }

    public AwsRotationChoices {
        accepted = Set.copyOf(accepted);
    }

    public static AwsRotationChoices byItself(int periodDays) {
        return new AwsRotationChoices(new RotationAct.ByItself(periodDays), Optional.empty(), Set.of());
    }

    public static AwsRotationChoices once(Instant now) {
        return new AwsRotationChoices(new RotationAct.Once(now.minus(RECENT)), Optional.empty(), Set.of());
    }

    public AwsRotationChoices withReminder(ReminderWish wish) {
        return new AwsRotationChoices(act, Optional.of(wish), accepted);
    }

    @Override
    public AwsRotationChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }

    @Override
    public AwsRotationChoices withAccepted(Set<StepId> steps) {
        return new AwsRotationChoices(act, reminder, steps);
    }
}
