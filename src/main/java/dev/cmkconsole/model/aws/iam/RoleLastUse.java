package dev.cmkconsole.model.aws.iam;

import dev.cmkconsole.model.aws.AwsRegion;
import java.time.Instant;
import java.util.Optional;

/** The last use of a role that IAM saw, by whomever. */
public record RoleLastUse(Instant at, Optional<AwsRegion> region) {}
