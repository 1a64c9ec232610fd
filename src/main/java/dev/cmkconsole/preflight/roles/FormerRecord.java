package dev.cmkconsole.preflight.roles;

import java.util.Optional;

/**
 * A role record that this program deleted, as its history has it.
 *
 * @param iamRoleArn as Atlas had it; empty if it was never authorized
 */
public record FormerRecord(String roleId, String atlasAccountArn, String externalId, Optional<String> iamRoleArn) {}
