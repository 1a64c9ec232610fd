package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;

/** The steps that every procedure with a role and a key shares, by the names the journal keeps, and how Atlas refuses them. */
public final class AccessSteps {
    public static final StepId CREATE_RECORD = StepId.of("create-access-role");
    public static final StepId SET_UP_ROLE = StepId.of("set-up-role");
    public static final StepId AUTHORIZE = StepId.of("authorize-role");
    public static final StepId ALLOW_KEY = StepId.of("allow-key");
    public static final StepId KEY_POLICY = StepId.of("key-policy");
    public static final StepId SAVE = StepId.of("save-configuration");
    public static final StepId VALID = StepId.of("key-valid");
    public static final StepId ACCESS = StepId.ALL_CHECKS;

    /**
     * How Atlas says no while a change in IAM is not yet seen everywhere; the last is the 500 that it has been seen
     * to answer then.
     */
    public static final Set<String> SETTLING = Set.of(
            "CANNOT_ASSUME_ROLE",
            "INVALID_AWS_CREDENTIALS",
            "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED",
            "NO_PERMISSION_TO_ENCRYPT_DECRYPT",
            "UNEXPECTED_ERROR");

    /** What the steps of this package may send to set up a role, give it a key and save the configuration. */
    public static final Set<RecordedOperation> REQUESTS = Set.of(
            RecordedOperation.CREATE_ACCESS_ROLE,
            RecordedOperation.AUTHORIZE_ACCESS_ROLE,
            RecordedOperation.CREATE_ROLE,
            RecordedOperation.UPDATE_TRUST_POLICY,
            RecordedOperation.PUT_ROLE_POLICY,
            RecordedOperation.PUT_KEY_POLICY,
            RecordedOperation.UPDATE_ENCRYPTION);

    private AccessSteps() {}
}
