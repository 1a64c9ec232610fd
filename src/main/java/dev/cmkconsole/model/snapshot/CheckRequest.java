package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import java.util.Optional;

/**
 * The role and key whose checks a plan asks for. The project's configuration in Atlas takes the place of an empty
 * member.
 *
 * @param accessRoleId the id of Atlas' record of the role, if it exists
 * @param key as Atlas would receive it
 */
public record CheckRequest(
        Optional<String> accessRoleId,
        Optional<RoleArn> role,
        Optional<KeyReference> key,
        Optional<AwsRegion> keyRegion) {
    /** What Atlas is configured with. */
    public static final CheckRequest CONFIGURED =
            new CheckRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public CheckRequest(Optional<String> accessRoleId, Optional<RoleArn> role, KeyReference key, AwsRegion keyRegion) {
        this(accessRoleId, role, Optional.of(key), Optional.of(keyRegion));
    }
}
