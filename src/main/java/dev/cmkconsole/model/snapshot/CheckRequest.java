package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import java.util.Optional;

/**
 * What a plan wants checked beside its snapshot.
 *
 * @param accessRoleId Atlas' record of the role, as soon as there is one
 * @param key as it would be sent to Atlas
 */
public record CheckRequest(
        Optional<String> accessRoleId, Optional<RoleArn> role, KeyReference key, AwsRegion keyRegion) {}
