package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.state.AccessCheck;
import java.util.List;
import java.util.Optional;

/**
 * What is read only for plans that ask for it.
 *
 * @param checks answers to the checks that a plan needs
 * @param reminder Atlas' reminder to rotate the key; a known empty optional if the project has none
 * @param survey what is known of every key that the project has used
 * @param access what the latest check of the configured role and key found
 * @param evidence what the checks read and the snapshot's own parts do not hold
 */
public record PlanAnswers(
        Observed<List<Finding>> checks,
        Observed<Optional<RotationReminder>> reminder,
        Observed<KeySurvey> survey,
        Observed<AccessCheck> access,
        Optional<AccessEvidence> evidence) {
    public static final PlanAnswers NONE = new PlanAnswers(
            Observed.notRead(), Observed.notRead(), Observed.notRead(), Observed.notRead(), Optional.empty());

    public PlanAnswers withAccess(Observed<AccessCheck> seen) {
        return new PlanAnswers(checks, reminder, survey, seen, evidence);
    }
}
