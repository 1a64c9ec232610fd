package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.CheckRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * What to check. The project's configuration in Atlas takes the place of an empty member.
 *
 * @param accessRoleId the id of Atlas' record of the role, if a certain record is meant
 * @param key as the user entered it; an alias is a finding of its own
 * @param keyRegion the region that the user gave for the key
 * @param oldAccessKey the access key that the project used before its role
 */
public record CheckFocus(
        Optional<String> accessRoleId,
        Optional<RoleArn> role,
        Optional<KeyReference> key,
        Optional<AwsRegion> keyRegion,
        Optional<FormerAccessKey> oldAccessKey) {
    public static final CheckFocus CONFIGURED =
            new CheckFocus(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** @param switched when the project stopped using it */
    public record FormerAccessKey(String id, Instant switched) {}

    public static CheckFocus of(CheckRequest inquiry) {
        return new CheckFocus(
                inquiry.accessRoleId(), inquiry.role(), inquiry.key(), inquiry.keyRegion(), Optional.empty());
    }

    public static CheckFocus of(Optional<RoleArn> role, Optional<KeyReference> key, Optional<AwsRegion> keyRegion) {
        return new CheckFocus(Optional.empty(), role, key, keyRegion, Optional.empty());
    }
}
