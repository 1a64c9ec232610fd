package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
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
 * @param keys keys that no other part of the snapshot holds
 * @param evidence what the checks read and the snapshot's own parts do not hold
 * @param accepted the unknown results among the answers that somebody accepted in an earlier run
 */
public record PlanAnswers(
        Observed<List<Finding>> checks,
        Observed<Optional<RotationReminder>> reminder,
        Observed<KeySurvey> survey,
        Observed<AccessCheck> access,
        AskedKeys keys,
        Optional<AccessEvidence> evidence,
        Map<CheckId, EarlierAcceptance> accepted) {
    public static final PlanAnswers NONE = new PlanAnswers(
            Observed.notRead(),
            Observed.notRead(),
            Observed.notRead(),
            Observed.notRead(),
            new AskedKeys(Observed.notRead(), Observed.notRead(), Observed.notRead()),
            Optional.empty(),
            Map.of());

    /**
     * @param present the present key, as its own region answers
     * @param spare keys that this program created for the project and that have no alias
     * @param guard who may end the key
     */
    public record AskedKeys(Observed<CustomerKey> present, Observed<List<SpareKey>> spare, Observed<KeyGuard> guard) {}

    public PlanAnswers {
        accepted = Map.copyOf(accepted);
    }

    public Observed<CustomerKey> presentKey() {
        return keys.present();
    }

    public Observed<List<SpareKey>> spareKeys() {
        return keys.spare();
    }

    public Observed<KeyGuard> guard() {
        return keys.guard();
    }

    public PlanAnswers withGuard(Observed<KeyGuard> seen) {
        return with(new AskedKeys(keys.present(), keys.spare(), seen));
    }

    private PlanAnswers with(AskedKeys asked) {
        return new PlanAnswers(checks, reminder, survey, access, asked, evidence, accepted);
    }

    PlanAnswers withChecks(Observed<List<Finding>> seen) {
        return new PlanAnswers(seen, reminder, survey, access, keys, evidence, accepted);
    }

    PlanAnswers withReminder(Observed<Optional<RotationReminder>> seen) {
        return new PlanAnswers(checks, seen, survey, access, keys, evidence, accepted);
    }

    PlanAnswers withSurvey(Observed<KeySurvey> seen) {
        return new PlanAnswers(checks, reminder, seen, access, keys, evidence, accepted);
    }

    public PlanAnswers withAccess(Observed<AccessCheck> seen) {
        return new PlanAnswers(checks, reminder, survey, seen, keys, evidence, accepted);
    }

    PlanAnswers withPresentKey(Observed<CustomerKey> seen) {
        return with(new AskedKeys(seen, keys.spare(), keys.guard()));
    }

    PlanAnswers withSpareKeys(Observed<List<SpareKey>> seen) {
        return with(new AskedKeys(keys.present(), seen, keys.guard()));
    }

    PlanAnswers withEvidence(Optional<AccessEvidence> read) {
        return new PlanAnswers(checks, reminder, survey, access, keys, read, accepted);
    }

    PlanAnswers withAccepted(Map<CheckId, EarlierAcceptance> earlier) {
        return new PlanAnswers(checks, reminder, survey, access, keys, evidence, earlier);
    }
}
