package dev.cmkconsole.model.aws;

import java.time.Instant;

/** An access key of an IAM user. Its secret is not here; AWS returns it only once. */
public record UserAccessKey(String userName, String id, boolean active, Instant created) {}
