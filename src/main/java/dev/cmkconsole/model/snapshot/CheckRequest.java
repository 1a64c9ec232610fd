package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import java.util.Optional;

/**
 * The role and key whose checks a plan asks for.
 *
 * @param accessRoleId the id of Atlas' record of the role, if it exists
 * @param key as Atlas would receive it
 */
public record CheckRequest(
        Optional<String> accessRoleId, Optional<RoleArn> role, KeyReference key, AwsRegion keyRegion) {}
