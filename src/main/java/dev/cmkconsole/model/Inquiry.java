package dev.cmkconsole.model;

import java.util.Optional;

/**
 * What a plan wants checked beside its snapshot.
 *
 * @param accessRoleId Atlas' record of the role, as soon as there is one
 * @param key as it would be sent to Atlas
 */
public record Inquiry(Optional<String> accessRoleId, Optional<RoleArn> role, KeyReference key, AwsRegion keyRegion) {}
