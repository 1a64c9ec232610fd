package dev.cmkconsole.model.aws;

import java.time.Instant;

/** The last use of a key or an access key, as AWS reports it: at times hours late, and without the user. */
public record KeyUse(String operation, Instant at) {}
