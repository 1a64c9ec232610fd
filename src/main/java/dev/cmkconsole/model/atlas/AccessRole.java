package dev.cmkconsole.model.atlas;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A cloud provider access role: the record by which Atlas assumes an IAM role with an external id.
 *
 * @param iamRoleArn as Atlas has it; absent until the role is authorized
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

    /** Atlas returns no status. It follows from the other members (Atlas Admin API, cloud provider access). */
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
