package dev.cmkconsole.procedure.alerts;

import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What shall become of the alerts about a project's own key.
 *
 * @param configure whether alerts are turned on and changed; without it only open alerts are acknowledged
 * @param alerts which of them; empty for every alert that the project should have
 * @param reminder after how many days the alert about rotation comes; empty to leave it
 * @param tell who shall be told as well
 * @param acknowledge the open alerts to acknowledge, or whose acknowledgement to end
 * @param accepted steps without an answer that the user accepted
 */
public record AlertsChoices(
        boolean configure,
        Set<KeyAlert> alerts,
        Optional<ReminderWish> reminder,
        List<Recipient> tell,
        List<Acknowledge> acknowledge,
        Set<StepId> accepted)
        implements Choices<AlertsChoices> {
    /** Turns on what the project lacks. */
    public static final AlertsChoices TURN_ON =
            new AlertsChoices(true, Set.of(), Optional.empty(), List.of(), List.of(), Set.of());

    /**
     * @throws InputException when a number of days is given and the alert that has one is not among the alerts, or when
     *     one alert has two wishes
     */
    public AlertsChoices {
        alerts = Set.copyOf(alerts);
        tell = List.copyOf(tell);
        acknowledge = acknowledge.stream().distinct().toList();
        accepted = Set.copyOf(accepted);
        if (reminder.isPresent() && !alerts.isEmpty() && !alerts.contains(KeyAlert.NEEDS_ROTATION)) {
            throw new InputException("input.alert.days", KeyAlert.NEEDS_ROTATION.word());
        }
        var wished = new HashSet<String>();
        for (var one : acknowledge) {
            if (!wished.add(one.alert())) {
                throw new InputException("input.alert.twice", one.alert());
            }
        }
    }

    public static AlertsChoices acknowledging(List<Acknowledge> acknowledge) {
        return new AlertsChoices(false, Set.of(), Optional.empty(), List.of(), acknowledge, Set.of());
    }

    public AlertsChoices on(Set<KeyAlert> some) {
        return new AlertsChoices(true, some, reminder, tell, acknowledge, accepted);
    }

    public AlertsChoices after(int days) {
        return new AlertsChoices(true, alerts, Optional.of(ReminderWish.after(days)), tell, acknowledge, accepted);
    }

    public AlertsChoices telling(List<Recipient> recipients) {
        return new AlertsChoices(true, alerts, reminder, recipients, acknowledge, accepted);
    }

    @Override
    public AlertsChoices withAccepted(Set<StepId> steps) {
        return new AlertsChoices(configure, alerts, reminder, tell, acknowledge, steps);
    }

    @Override
    public AlertsChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
