package dev.cmkconsole.model;

import java.util.Map;
import java.util.Optional;

/**
 * One changing request to AWS, exactly as it is sent and as it is shown. None carries a secret.
 */
public sealed interface AwsRequest {

    /** {@code iam:CreateRole} and the like: also the permission it needs. */
    String operation();

    /** ARN or name of what is changed. */
    String target();

    record CreateRole(String roleName, String trustPolicy, String description, Map<String, String> tags) implements AwsRequest {
        public CreateRole {
            tags = Map.copyOf(tags);
        }

        @Override
        public String operation() {
            return "iam:CreateRole";
        }

        @Override
        public String target() {
            return roleName;
        }
    }

    /** @param before the document the new one was made from; it is read again just before the write, and a difference stops the write */
    record UpdateTrustPolicy(String roleName, String before, String trustPolicy) implements AwsRequest {
        @Override
        public String operation() {
            return "iam:UpdateAssumeRolePolicy";
        }

        @Override
        public String target() {
            return roleName;
        }
    }

    record PutRolePolicy(String roleName, String policyName, String document) implements AwsRequest {
        @Override
        public String operation() {
            return "iam:PutRolePolicy";
        }

        @Override
        public String target() {
            return roleName + "/" + policyName;
        }
    }

    /** Without a key policy of its own, so that KMS gives it the default one. */
    record CreateKey(NewKey key) implements AwsRequest {
        @Override
        public String operation() {
            return "kms:CreateKey";
        }

        /** The key has no name yet: where it will be, and what it will be called. */
        @Override
        public String target() {
            return key.region() + " " + key.alias();
        }
    }

    record CreateAlias(String alias, KeyArn key) implements AwsRequest {
        @Override
        public String operation() {
            return "kms:CreateAlias";
        }

        @Override
        public String target() {
            return key + " " + alias;
        }
    }

    /** @param periodDays 90 to 2560; changes the period where rotation is on already */
    record EnableKeyRotation(KeyArn key, int periodDays) implements AwsRequest {
        public EnableKeyRotation {
            KeyRotation.checkDays(periodDays);
        }

        @Override
        public String operation() {
            return "kms:EnableKeyRotation";
        }

        @Override
        public String target() {
            return key.toString();
        }
    }

    /** KMS allows 25 of these in the life of a key. */
    record RotateKeyOnDemand(KeyArn key) implements AwsRequest {
        @Override
        public String operation() {
            return "kms:RotateKeyOnDemand";
        }

        @Override
        public String target() {
            return key.toString();
        }
    }

    /** @param before as in {@link UpdateTrustPolicy} */
    record PutKeyPolicy(KeyArn key, String before, String document) implements AwsRequest {
        @Override
        public String operation() {
            return "kms:PutKeyPolicy";
        }

        @Override
        public String target() {
            return key.toString();
        }
    }

    /**
     * Replaces an inline policy that is there.
     *
     * @param before as in {@link UpdateTrustPolicy}
     * @param without the key that is taken out, for the record: the document no longer names it
     */
    record EditRolePolicy(String roleName, String policyName, String before, String document, Optional<KeyArn> without) implements AwsRequest {
        public EditRolePolicy(String roleName, String policyName, String before, String document) {
            this(roleName, policyName, before, document, Optional.empty());
        }

        @Override
        public String operation() {
            return "iam:PutRolePolicy";
        }

        @Override
        public String target() {
            return roleName + "/" + policyName;
        }
    }

    /**
     * @param before as in {@link UpdateTrustPolicy}
     * @param without as in {@link EditRolePolicy}
     */
    record DeleteRolePolicy(String roleName, String policyName, String before, Optional<KeyArn> without) implements AwsRequest {
        public DeleteRolePolicy(String roleName, String policyName, String before) {
            this(roleName, policyName, before, Optional.empty());
        }

        @Override
        public String operation() {
            return "iam:DeleteRolePolicy";
        }

        @Override
        public String target() {
            return roleName + "/" + policyName;
        }
    }

    record EnableKey(KeyArn key) implements AwsRequest {
        @Override
        public String operation() {
            return "kms:EnableKey";
        }

        @Override
        public String target() {
            return key.toString();
        }
    }

    record DisableKey(KeyArn key) implements AwsRequest {
        @Override
        public String operation() {
            return "kms:DisableKey";
        }

        @Override
        public String target() {
            return key.toString();
        }
    }

    /** @param days waiting time, 7 to 30 (KMS API reference, ScheduleKeyDeletion) */
    record ScheduleKeyDeletion(KeyArn key, int days) implements AwsRequest {
        @Override
        public String operation() {
            return "kms:ScheduleKeyDeletion";
        }

        @Override
        public String target() {
            return key.toString();
        }
    }

    /** Leaves the key disabled. */
    record CancelKeyDeletion(KeyArn key) implements AwsRequest {
        @Override
        public String operation() {
            return "kms:CancelKeyDeletion";
        }

        @Override
        public String target() {
            return key.toString();
        }
    }

    record UpdateAccessKey(String userName, String accessKeyId, boolean active) implements AwsRequest {
        @Override
        public String operation() {
            return "iam:UpdateAccessKey";
        }

        @Override
        public String target() {
            return userName + "/" + accessKeyId;
        }

        /** In IAM's words. */
        public String status() {
            return active ? "Active" : "Inactive";
        }
    }

    record DeleteAccessKey(String userName, String accessKeyId) implements AwsRequest {
        @Override
        public String operation() {
            return "iam:DeleteAccessKey";
        }

        @Override
        public String target() {
            return userName + "/" + accessKeyId;
        }
    }
}
