package dev.cmkconsole.model.configuration;

import dev.cmkconsole.model.aws.IamRole;
import java.util.Optional;

/** An IAM role with the settings that no check needs. */
public record RoleSettings(IamRole role, Optional<String> description, int maxSessionSeconds) {
    /** What IAM uses where nobody set a duration (IAM API reference, CreateRole). */
    public static final int DEFAULT_SESSION_SECONDS = 3600;
}
