package dev.cmkconsole.model.atlas;

import dev.cmkconsole.model.outcome.InputException;

/**
 * The wanted reminder of the next change of key.
 *
 * @param days days since the last change that Atlas knows of, 1 to 9999
 */
public record ReminderWish(boolean enabled, int days) {
    private static final int MOST_DAYS = 9999;

    public ReminderWish {
        if (days < 1 || days > MOST_DAYS) {
            throw new InputException("input.reminder.days", days, MOST_DAYS);
        }
    }

    public static ReminderWish after(int days) {
        return new ReminderWish(true, days);
    }

    public boolean fulfilledBy(RotationReminder reminder) {
        return reminder.enabled() == enabled && (!enabled || reminder.days() == days);
    }
}
