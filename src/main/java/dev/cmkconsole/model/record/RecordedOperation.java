package dev.cmkconsole.model.record;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a recorded request asks for. */
public enum RecordedOperation {
    CREATE_ACCESS_ROLE("POST cloudProviderAccess"),
    AUTHORIZE_ACCESS_ROLE("PATCH cloudProviderAccess/*"),
    DEAUTHORIZE_ACCESS_ROLE("DELETE cloudProviderAccess/AWS/*"),
    UPDATE_ENCRYPTION("PATCH encryptionAtRest"),
    CREATE_CLUSTER("POST clusters"),
    UPDATE_CLUSTER("PATCH clusters/*"),
    DELETE_CLUSTER("DELETE clusters/*"),
    CREATE_RESTORE("POST backup/restoreJobs/*"),
    CREATE_ALERT("POST alertConfigs"),
    UPDATE_ALERT("PUT alertConfigs/*"),
    CREATE_KMS_ENDPOINT("POST encryptionAtRest/AWS/privateEndpoints"),
    TOGGLE_ALERT("PATCH alertConfigs/*"),
    ACKNOWLEDGE_ALERT("PATCH alerts/*"),
    DELETE_KMS_ENDPOINT("DELETE encryptionAtRest/AWS/privateEndpoints/*"),
    CREATE_POLICY("POST resourcePolicies"),
    UPDATE_POLICY("PATCH resourcePolicies/*"),
    DELETE_POLICY("DELETE resourcePolicies/*"),

    CREATE_ROLE("iam:CreateRole"),
    UPDATE_TRUST_POLICY("iam:UpdateAssumeRolePolicy"),
    PUT_ROLE_POLICY("iam:PutRolePolicy"),
    DELETE_ROLE_POLICY("iam:DeleteRolePolicy"),
    DETACH_ROLE_POLICY("iam:DetachRolePolicy"),
    DELETE_ROLE("iam:DeleteRole"),
    UPDATE_ACCESS_KEY("iam:UpdateAccessKey"),
    DELETE_ACCESS_KEY("iam:DeleteAccessKey"),
    CREATE_KEY("kms:CreateKey"),
    REPLICATE_KEY("kms:ReplicateKey"),
    CREATE_ALIAS("kms:CreateAlias"),
    PUT_KEY_POLICY("kms:PutKeyPolicy"),
    ENABLE_KEY_ROTATION("kms:EnableKeyRotation"),
    ROTATE_KEY_ON_DEMAND("kms:RotateKeyOnDemand"),
    ENABLE_KEY("kms:EnableKey"),
    DISABLE_KEY("kms:DisableKey"),
    SCHEDULE_KEY_DELETION("kms:ScheduleKeyDeletion"),
    CANCEL_KEY_DELETION("kms:CancelKeyDeletion"),

    /** An operation that this version does not know. */
    OTHER("");

    private static final Map<String, RecordedOperation> BY_FORM =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(o -> o.form, o -> o));

    /** An IAM or KMS action; for Atlas the method and the path within a project. */
    private final String form;

    RecordedOperation(String form) {
        this.form = form;
    }

    public static RecordedOperation of(AtlasRequest request) {
        return of(request.method(), ProjectPath.parse(request.path()));
    }

    public static RecordedOperation of(AwsRequest request) {
        return of(request.operation(), Optional.empty());
    }

    /**
     * @param operation an IAM or KMS action, or an HTTP method
     * @param path where an Atlas request goes within its project; empty for AWS
     */
    static RecordedOperation of(String operation, Optional<ProjectPath> path) {
        String form = path.map(p -> operation + " " + p.resource() + (p.member().isPresent() ? "/*" : ""))
                .orElse(operation);
        return BY_FORM.getOrDefault(form, OTHER);
    }
}
