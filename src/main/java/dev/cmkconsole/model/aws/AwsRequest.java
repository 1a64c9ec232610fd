package dev.cmkconsole.model.aws;

import java.util.Map;
import java.util.Optional;

/** One changing request to AWS, exactly as it is sent and shown. It contains no secret. */
public sealed interface AwsRequest {

    /** The operation, such as {@code iam:CreateRole}, which is also the permission it needs. */
    default String operation() {
        return switch (this) {
            case CreateRole _ -> "iam:CreateRole";
            case UpdateTrustPolicy _ -> "iam:UpdateAssumeRolePolicy";
            case PutRolePolicy _ -> "iam:PutRolePolicy";
            case CreateKey _ -> "kms:CreateKey";
            case ReplicateKey _ -> "kms:ReplicateKey";
            case CreateAlias _ -> "kms:CreateAlias";
            case EnableKeyRotation _ -> "kms:EnableKeyRotation";
            case RotateKeyOnDemand _ -> "kms:RotateKeyOnDemand";
            case PutKeyPolicy _ -> "kms:PutKeyPolicy";
            case EditRolePolicy _ -> "iam:PutRolePolicy";
            case DeleteRolePolicy _ -> "iam:DeleteRolePolicy";
            case DetachRolePolicy _ -> "iam:DetachRolePolicy";
            case DeleteRole _ -> "iam:DeleteRole";
            case EnableKey _ -> "kms:EnableKey";
            case DisableKey _ -> "kms:DisableKey";
            case ScheduleKeyDeletion _ -> "kms:ScheduleKeyDeletion";
            case CancelKeyDeletion _ -> "kms:CancelKeyDeletion";
            case UpdateAccessKey _ -> "iam:UpdateAccessKey";
            case DeleteAccessKey _ -> "iam:DeleteAccessKey";
        };
    }

    /** ARN or name of what is changed. For a key that does not exist yet: its future region and alias. */
    default String target() {
        return switch (this) {
            case CreateRole r -> r.roleName();
            case UpdateTrustPolicy r -> r.roleName();
            case PutRolePolicy r -> r.roleName() + "/" + r.policyName();
            case CreateKey r -> r.key().region() + " " + r.key().alias();
            case ReplicateKey r -> r.primary() + " " + r.region();
            case CreateAlias r -> r.key() + " " + r.alias();
            case EnableKeyRotation r -> r.key().toString();
            case RotateKeyOnDemand r -> r.key().toString();
            case PutKeyPolicy r -> r.key().toString();
            case EditRolePolicy r -> r.roleName() + "/" + r.policyName();
            case DeleteRolePolicy r -> r.roleName() + "/" + r.policyName();
            case DetachRolePolicy r -> r.roleName() + " " + r.policyArn();
            case DeleteRole r -> r.roleName();
            case EnableKey r -> r.key().toString();
            case DisableKey r -> r.key().toString();
            case ScheduleKeyDeletion r -> r.key().toString();
            case CancelKeyDeletion r -> r.key().toString();
            case UpdateAccessKey r -> r.userName() + "/" + r.accessKeyId();
            case DeleteAccessKey r -> r.userName() + "/" + r.accessKeyId();
        };
    }

    /** A change in IAM, which has no Region. */
    sealed interface IamRequest extends AwsRequest {}

    /** A change in KMS, in the Region of its key. */
    sealed interface KmsRequest extends AwsRequest {}

    record CreateRole(String roleName, String trustPolicy, String description, Map<String, String> tags)
            implements IamRequest {
        public CreateRole {
            tags = Map.copyOf(tags);
        }
    }

    /**
     * @param before the document that the new one was made from; the program reads it again just before the write, and
     *     a difference stops the write
     */
    record UpdateTrustPolicy(String roleName, String before, String trustPolicy) implements IamRequest {}

    record PutRolePolicy(String roleName, String policyName, String document) implements IamRequest {}

    /** Contains no key policy, so that KMS creates the default one. */
    record CreateKey(NewKey key) implements KmsRequest {}

    /**
     * Creates a replica of a multi-Region key. KMS takes the request in the primary key's region only.
     *
     * @param policy the replica's key policy; blank for the default one, because KMS does not copy the primary's
     */
    record ReplicateKey(KeyArn primary, AwsRegion region, String description, String policy) implements KmsRequest {
        public KeyArn replica() {
            return primary.in(region);
        }
    }

    record CreateAlias(String alias, KeyArn key) implements KmsRequest {}

    /** @param periodDays 90 to 2560; changes the period if rotation is already on */
    record EnableKeyRotation(KeyArn key, int periodDays) implements KmsRequest {
        public EnableKeyRotation {
            KeyRotation.checkDays(periodDays);
        }
    }

    /** KMS allows 25 of these requests for each key. */
    record RotateKeyOnDemand(KeyArn key) implements KmsRequest {}

    /** @param before as in {@link UpdateTrustPolicy} */
    record PutKeyPolicy(KeyArn key, String before, String document) implements KmsRequest {}

    /**
     * Replaces an existing inline policy.
     *
     * @param before as in {@link UpdateTrustPolicy}
     * @param without the key that is removed; kept for the record, because the document no longer names it
     */
    record EditRolePolicy(String roleName, String policyName, String before, String document, Optional<KeyArn> without)
            implements IamRequest {
        public EditRolePolicy(String roleName, String policyName, String before, String document) {
            this(roleName, policyName, before, document, Optional.empty());
        }
    }

    /**
     * @param before as in {@link UpdateTrustPolicy}
     * @param without as in {@link EditRolePolicy}
     */
    record DeleteRolePolicy(String roleName, String policyName, String before, Optional<KeyArn> without)
            implements IamRequest {
        public DeleteRolePolicy(String roleName, String policyName, String before) {
            this(roleName, policyName, before, Optional.empty());
        }
    }

    /** Takes a managed policy from a role; the policy itself stays. */
    record DetachRolePolicy(String roleName, String policyArn) implements IamRequest {}

    /**
     * IAM deletes a role only once it has no policies.
     *
     * @param before the trust policy, as in {@link UpdateTrustPolicy}
     */
    record DeleteRole(String roleName, String before) implements IamRequest {}

    record EnableKey(KeyArn key) implements KmsRequest {}

    record DisableKey(KeyArn key) implements KmsRequest {}

    /** @param days waiting time, 7 to 30 (KMS API reference, ScheduleKeyDeletion) */
    record ScheduleKeyDeletion(KeyArn key, int days) implements KmsRequest {}

    /** Leaves the key disabled. */
    record CancelKeyDeletion(KeyArn key) implements KmsRequest {}

    record UpdateAccessKey(String userName, String accessKeyId, boolean active) implements IamRequest {
        /** In IAM's words. */
        public String status() {
            return active ? "Active" : "Inactive";
        }
    }

    record DeleteAccessKey(String userName, String accessKeyId) implements IamRequest {}
}
