package dev.cmkconsole.model.aws.iam;

import dev.cmkconsole.model.aws.RoleArn;

/**
 * A role of the caller's account and whom it trusts.
 *
 * @param trustPolicy JSON text, decoded, otherwise verbatim
 */
public record RoleTrust(RoleArn arn, String trustPolicy) {}
