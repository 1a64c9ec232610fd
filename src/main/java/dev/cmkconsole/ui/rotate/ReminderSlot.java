package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.ReminderWish;
import java.util.Optional;

/** Stores the user's choice for the Atlas reminder. */
interface ReminderSlot {
    /**
     * @param wish empty to leave the reminder unchanged
     */
    void reminder(Optional<ReminderWish> wish);

    /**
     * Returns the period of automatic rotation in days, if the wizard knows one. Atlas does not see these rotations.
     */
    Optional<Integer> periodDays();
}
