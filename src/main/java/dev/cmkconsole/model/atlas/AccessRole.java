package dev.cmkconsole.model.atlas;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A cloud provider access role: the record by which Atlas assumes an IAM role with an external id.
 *
 * @param iamRoleArn as Atlas has it; absent until the role is authorized
 * @param featureUsages the features of Atlas that use the role
 */
public record AccessRole(
        String roleId,
        String atlasAccountArn,
        String externalId,
        Optional<String> iamRoleArn,
        Instant created,
        Optional<Instant> authorized,
        List<FeatureUsage> featureUsages) {

    public AccessRole {
        featureUsages = List.copyOf(featureUsages);
    }

    /**
     * A feature of Atlas that uses the role.
     *
     * @param type such as {@code ENCRYPTION_AT_REST}
     * @param name of what uses it: a federated database instance, a bucket, an export bucket's id; empty where Atlas
     *     gives none
     */
    public record FeatureUsage(String type, Optional<String> name) {
        public static final FeatureUsage ENCRYPTION = new FeatureUsage("ENCRYPTION_AT_REST", Optional.empty());

        public boolean encrypts() {
            return type.equals(ENCRYPTION.type);
        }
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
