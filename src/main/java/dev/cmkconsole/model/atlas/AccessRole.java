package dev.cmkconsole.model.atlas;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Atlas calls a cloud provider access role: the record through which it assumes an IAM role with an external id.
 *
 * @param iamRoleArn as Atlas has it, absent until the role was authorized
 * @param featureUsages feature types that use the role, such as {@code ENCRYPTION_AT_REST}
 */
public record AccessRole(
        String roleId,
        String atlasAccountArn,
        String externalId,
        Optional<String> iamRoleArn,
        Instant created,
        Optional<Instant> authorized,
        List<String> featureUsages) {

    public AccessRole {
        featureUsages = List.copyOf(featureUsages);
    }

    /** Atlas gives no status; it follows from these members (atlas-api, cloud provider access). */
    public enum RoleRecordState {
        IN_PROGRESS,
        AUTHORIZED,
        IN_USE
    }

    public RoleRecordState state() {
        if (authorized.isEmpty()) {
            return RoleRecordState.IN_PROGRESS;
        }
        return featureUsages.isEmpty() ? RoleRecordState.AUTHORIZED : RoleRecordState.IN_USE;
    }
}
