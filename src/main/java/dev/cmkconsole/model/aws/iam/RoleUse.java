package dev.cmkconsole.model.aws.iam;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who uses a role, as IAM tells. IAM looks back 400 days and may be some hours late.
 *
 * @param last when the role was last used; empty if IAM knows of no use
 * @param instanceProfiles the EC2 instance profiles that hold the role; IAM deletes no role that is in one
 */
public record RoleUse(Optional<Instant> last, List<String> instanceProfiles) {
    public static final RoleUse NONE = new RoleUse(Optional.empty(), List.of());

    public RoleUse {
        instanceProfiles = List.copyOf(instanceProfiles);
    }
}
