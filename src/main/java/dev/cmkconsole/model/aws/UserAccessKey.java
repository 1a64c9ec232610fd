package dev.cmkconsole.model.aws;

import java.time.Instant;

/** An access key of an IAM user, without its secret, which AWS shows once. */
public record UserAccessKey(String userName, String id, boolean active, Instant created) {}
