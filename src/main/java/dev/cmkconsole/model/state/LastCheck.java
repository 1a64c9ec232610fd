package dev.cmkconsole.model.state;

import dev.cmkconsole.model.outcome.CheckId;
import java.util.List;
import java.util.Optional;

/**
 * The latest check that any process made of a project's configured role and key. It is said only with its age.
 *
 * @param unknown the checks that had no answer
 * @param identity ARN of the AWS identity that checked, if it was known
 * @param role ARN of the IAM role that was checked, if it was known
 */
public record LastCheck(AccessCheck found, List<CheckId> unknown, Optional<String> identity, Optional<String> role) {

    public LastCheck {
        unknown = List.copyOf(unknown);
    }

    /** Whether anything fails or has no answer. */
    public boolean doubts() {
        return !found.failing().isEmpty() || !unknown.isEmpty();
    }

    /** Whether it was about the same role or the same key. */
    public boolean shares(LastCheck other) {
        return found.key().equals(other.found.key()) || role.isPresent() && role.equals(other.role);
    }
}
