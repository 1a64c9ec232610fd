package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.Observed;
import java.time.Instant;
import java.util.Optional;

/**
 * An IAM user's access key with which Atlas uses a project's key, or did before the project had a role.
 *
 * @param userName the user it belongs to; empty if unknown
 * @param state a known {@link AccessKeyState#GONE} only if the user's access keys were listed without it
 * @param lastUse as IAM reports it, at times hours late
 * @param switched when the project switched to its role; empty if unknown
 * @param deactivated when this program deactivated it; empty if somebody else did, or another computer
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
