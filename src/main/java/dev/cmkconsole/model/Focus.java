package dev.cmkconsole.model;

import java.util.Optional;

/**
 * Which AWS objects to read beside a project: those a choice names. Where a member is empty, what Atlas has configured is read instead.
 *
 * @param roleName name of an IAM role, existing or about to be made
 */
public record Focus(Optional<String> roleName, Optional<KeyReference> key, Optional<AwsRegion> keyRegion) {
    public static final Focus CONFIGURED = new Focus(Optional.empty(), Optional.empty(), Optional.empty());
}
