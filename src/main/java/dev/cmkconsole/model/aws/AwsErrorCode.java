package dev.cmkconsole.model.aws;

/** The error codes of AWS calls that the program branches on: AWS' own, and those that the program adds to them. */
public final class AwsErrorCode {
    public static final String NOT_FOUND = "NotFoundException";
    public static final String KMS_INVALID_STATE = "KMSInvalidStateException";
    public static final String MALFORMED_KEY_POLICY = "MalformedPolicyDocumentException";
    public static final String MALFORMED_POLICY = "MalformedPolicyDocument";
    public static final String NO_SUCH_ENTITY = "NoSuchEntity";
    /** Another alias of this name is there; KMS' counterpart of IAM's code. */
    public static final String ALREADY_EXISTS = "AlreadyExistsException";

    public static final String ENTITY_ALREADY_EXISTS = "EntityAlreadyExists";
    public static final String CONCURRENT_MODIFICATION = "ConcurrentModification";

    /** Something must be taken from an entity before IAM deletes it. */
    public static final String DELETE_CONFLICT = "DeleteConflict";

    /** The program has no credentials for AWS. */
    public static final String NO_CREDENTIALS = "NO_AWS_CREDENTIALS";
    /** The alias that a new key is to have belongs to another key. */
    public static final String ALIAS_TAKEN = "KEY_ALIAS_TAKEN";
    /** IAM has no user of the given name. */
    public static final String NO_SUCH_USER = "NO_SUCH_USER";
    /** The profile asks for a code of an MFA device. */
    public static final String MFA_CODE_NEEDED = "MFA_CODE_NEEDED";
    /** The profile's single sign-on session has ended. */
    public static final String SSO_SIGN_IN_NEEDED = "SSO_SIGN_IN_NEEDED";

    private AwsErrorCode() {}
}
