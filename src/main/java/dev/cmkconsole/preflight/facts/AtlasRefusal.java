package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.aws.RoleArn;
import java.time.Instant;

/** Atlas was asked to assume a role and could not; nothing that this program did since can have changed that. */
public record AtlasRefusal(RoleArn role, Instant at) {}
