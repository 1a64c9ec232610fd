package dev.cmkconsole.model.aws;

import java.time.Instant;

/**
 * The last time anybody used a key or an access key, as AWS keeps it: hours behind at times, and without saying
 * who.
 */
public record KeyUse(String operation, Instant at) {}
