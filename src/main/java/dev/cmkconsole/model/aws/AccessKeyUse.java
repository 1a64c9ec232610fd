package dev.cmkconsole.model.aws;

import java.util.Optional;

/** The user of an access key and its last use, which is empty if AWS has recorded none. */
public record AccessKeyUse(String userName, Optional<KeyUse> lastUse) {}
