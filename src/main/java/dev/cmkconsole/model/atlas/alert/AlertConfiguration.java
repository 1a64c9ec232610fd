package dev.cmkconsole.model.atlas.alert;

import java.util.List;
import java.util.Optional;

/**
 * How a project has one of the alerts.
 *
 * @param days the threshold, where the alert has one
 * @param withheld members of recipients that hold a secret in clear. The document is without them, so that no change of
 *     the whole document may be sent
 * @param document the whole configuration as JSON text without credentials; a change sends all of it, because Atlas
 *     deletes what a change leaves out
 */
public record AlertConfiguration(
        String id,
        KeyAlert alert,
        boolean enabled,
        Optional<Integer> days,
        List<Recipient> recipients,
        List<String> withheld,
        String document) {
    public AlertConfiguration {
        recipients = List.copyOf(recipients);
        withheld = List.copyOf(withheld);
    }

    /** Whether the alert is on and reaches anybody. */
    public boolean tellsSomebody() {
        return enabled && recipients.stream().anyMatch(r -> !r.silent());
    }
}
