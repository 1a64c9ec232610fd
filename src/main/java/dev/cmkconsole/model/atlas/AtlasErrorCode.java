package dev.cmkconsole.model.atlas;

/** The error codes of the Atlas Admin API that the program branches on. */
public final class AtlasErrorCode {
    public static final String CANNOT_ASSUME_ROLE = "CANNOT_ASSUME_ROLE";
    public static final String INVALID_AWS_CREDENTIALS = "INVALID_AWS_CREDENTIALS";
    public static final String ROLE_NOT_AUTHORIZED = "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED";
    public static final String NO_PERMISSION_TO_USE_KEY = "NO_PERMISSION_TO_ENCRYPT_DECRYPT";
    public static final String UNEXPECTED_ERROR = "UNEXPECTED_ERROR";

    private AtlasErrorCode() {}
}
