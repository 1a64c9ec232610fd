package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.Observed;
import java.time.Instant;
import java.util.Optional;

/**
 * An IAM user's access key that a project used before its role.
 *
 * @param userName whose it is; empty while it is not known
 * @param state a known {@link AccessKeyState#GONE} only where the user's access keys were listed and it is not among them
 * @param lastUse as IAM keeps it, hours behind at times
 * @param switched when the project went over to its role; empty where nobody remembers
 * @param deactivated when this program deactivated it; empty where somebody else did, or on another computer
 */
public record AccessKeyFacts(
        String id,
        Optional<String> userName,
        Observed<AccessKeyState> state,
        Observed<Optional<KeyUse>> lastUse,
        Optional<Instant> switched,
        Optional<Instant> deactivated) {

    public enum AccessKeyState {
        ACTIVE,
        INACTIVE,
        GONE
    }
}
