package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/**
 * What is read only for plans that ask for it.
 *
 * @param checks answers to the checks that a plan needs
 * @param reminder Atlas' reminder to rotate the key; a known empty optional if the project has none
 * @param survey what is known of every key that the project has used
 * @param evidence what the checks read and the snapshot's own parts do not hold
 */
public record PlanAnswers(
        Observed<List<Finding>> checks,
        Observed<Optional<RotationReminder>> reminder,
        Observed<KeySurvey> survey,
        Optional<AccessEvidence> evidence) {
    public static final PlanAnswers NONE =
            new PlanAnswers(Observed.notRead(), Observed.notRead(), Observed.notRead(), Optional.empty());
}
