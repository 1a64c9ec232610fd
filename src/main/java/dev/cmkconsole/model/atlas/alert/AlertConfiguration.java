package dev.cmkconsole.model.atlas.alert;

import java.util.List;
import java.util.Optional;

/**
 * How a project has one of the alerts.
 *
 * @param days the threshold, where the alert has one and Atlas shows it
 * @param limited whether matchers limit the alert to some of what it is about
 */
public record AlertConfiguration(
        String id,
        KeyAlert alert,
        boolean enabled,
        Optional<Integer> days,
        List<Recipient> recipients,
        boolean limited,
        Original original) {
    /**
     * What Atlas answered.
     *
     * @param document the whole configuration as JSON text without credentials; a change sends all of it, because Atlas
     *     deletes what a change leaves out
     * @param withheld members of recipients that hold a secret in clear. The document is without them, so that no change
     *     of the whole document may be sent
     */
    public record Original(String document, List<String> withheld) {
        public Original {
            withheld = List.copyOf(withheld);
        }
    }

    public AlertConfiguration {
        recipients = List.copyOf(recipients);
    }

    public String document() {
        return original.document();
    }

    public List<String> withheld() {
        return original.withheld();
    }

    /** Whether the alert is on and reaches anybody, whatever it is about. */
    public boolean tellsSomebody() {
        return enabled && !limited && reachesSomebody();
    }

    /** Whether anybody would be told. */
    public boolean reachesSomebody() {
        return recipients.stream().anyMatch(r -> !r.silent());
    }
}
