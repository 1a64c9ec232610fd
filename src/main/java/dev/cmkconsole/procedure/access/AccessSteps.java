package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AtlasErrorCode;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Set;

/** The ids of the steps that more than one procedure has, and the refusals that pass by themselves. */
public final class AccessSteps {
    public static final StepId CONFIGURATION = StepId.of("check-configuration");
    /** Only where something speaks against the key that Atlas uses now; its own id, so that it is accepted alone. */
    public static final StepId PRESENT_KEY = StepId.of("check-present-key");

    public static final StepId OWNER = StepId.of("check-owner");
    public static final StepId KEY = StepId.of("check-key");
    public static final StepId CREATE_RECORD = StepId.of("create-access-role");
    public static final StepId SET_UP_ROLE = StepId.of("set-up-role");
    public static final StepId AUTHORIZE = StepId.of("authorize-role");
    public static final StepId ALLOW_KEY = StepId.of("allow-key");
    public static final StepId KEY_POLICY = StepId.of("key-policy");
    /** All checks of access together: whoever accepts this step accepts every check that cannot be told from here. */
    public static final StepId ACCESS = StepId.ALL_CHECKS;

    public static final StepId SAVE = StepId.of("save-configuration");
    public static final StepId VALID = StepId.of("key-valid");
    public static final StepId DEPLOYED = StepId.of("clusters-deployed");
    public static final StepId AUTOMATIC_ROTATION = StepId.of("rotate-by-itself");
    public static final StepId REMINDER = StepId.of("set-reminder");
    public static final StepId OTHER_PROJECTS = StepId.of("check-other-projects");

    /**
     * The codes with which Atlas refuses while a change in IAM is not visible everywhere yet. {@code
     * UNEXPECTED_ERROR} is among them because Atlas has answered with a 500 at such times.
     */
    public static final Set<String> SETTLING = Set.of(
            AtlasErrorCode.CANNOT_ASSUME_ROLE,
            AtlasErrorCode.INVALID_AWS_CREDENTIALS,
            AtlasErrorCode.ROLE_NOT_AUTHORIZED,
            AtlasErrorCode.NO_PERMISSION_TO_USE_KEY,
            AtlasErrorCode.UNEXPECTED_ERROR);

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
