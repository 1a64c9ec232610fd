package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.EarlierAcceptance;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.state.AccessCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is read only for plans that ask for it.
 *
 * @param checks answers to the checks that a plan needs
 * @param reminder Atlas' reminder to rotate the key; a known empty optional if the project has none
 * @param survey what is known of every key that the project has used
 * @param access what the latest check of the configured role and key found
 * @param presentKey the present key, as its own region answers
 * @param evidence what the checks read and the snapshot's own parts do not hold
 * @param accepted the unknown results among the answers that somebody accepted in an earlier run
 */
public record PlanAnswers(
        Observed<List<Finding>> checks,
        Observed<Optional<RotationReminder>> reminder,
        Observed<KeySurvey> survey,
        Observed<AccessCheck> access,
        Observed<CustomerKey> presentKey,
        Optional<AccessEvidence> evidence,
        Map<CheckId, EarlierAcceptance> accepted) {
    public static final PlanAnswers NONE = new PlanAnswers(
            Observed.notRead(),
            Observed.notRead(),
            Observed.notRead(),
            Observed.notRead(),
            Observed.notRead(),
            Optional.empty(),
            Map.of());

    public PlanAnswers {
        accepted = Map.copyOf(accepted);
    }

    PlanAnswers withChecks(Observed<List<Finding>> seen) {
        return new PlanAnswers(seen, reminder, survey, access, presentKey, evidence, accepted);
    }

    PlanAnswers withReminder(Observed<Optional<RotationReminder>> seen) {
        return new PlanAnswers(checks, seen, survey, access, presentKey, evidence, accepted);
    }

    PlanAnswers withSurvey(Observed<KeySurvey> seen) {
        return new PlanAnswers(checks, reminder, seen, access, presentKey, evidence, accepted);
    }

    public PlanAnswers withAccess(Observed<AccessCheck> seen) {
        return new PlanAnswers(checks, reminder, survey, seen, presentKey, evidence, accepted);
    }

    PlanAnswers withPresentKey(Observed<CustomerKey> seen) {
        return new PlanAnswers(checks, reminder, survey, access, seen, evidence, accepted);
    }

    PlanAnswers withEvidence(Optional<AccessEvidence> read) {
        return new PlanAnswers(checks, reminder, survey, access, presentKey, read, accepted);
    }

    PlanAnswers withAccepted(Map<CheckId, EarlierAcceptance> earlier) {
        return new PlanAnswers(checks, reminder, survey, access, presentKey, evidence, earlier);
    }
}
