package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.ReminderWish;
import java.util.Optional;

/** Where a wizard keeps what was chosen about Atlas' reminder. */
interface ReminderSlot {
    /** @param wish empty to leave it as it is */
    void reminder(Optional<ReminderWish> wish);

    /** Days after which KMS will renew the material by itself as far as chosen, which Atlas will not see. */
    Optional<Integer> periodDays();
}
