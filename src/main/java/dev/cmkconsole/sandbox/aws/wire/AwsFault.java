package dev.cmkconsole.sandbox.aws.wire;
/** An error of a simulated service: the code that clients branch on, the text, and the HTTP status. */
public final class AwsFault extends RuntimeException {

    private final int status;
    private final String code;

    public AwsFault(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** KMS answers every caller error with 400, including refused authorization. */
    public static AwsFault kms(String code, String message) {
        return new AwsFault(400, code, message);
    }

    public static AwsFault noSuchEntity(String message) {
        return new AwsFault(404, "NoSuchEntity", message);
    }

    public static AwsFault validation(String message) {
        return new AwsFault(400, "ValidationError", message);
    }

    public static AwsFault malformedPolicy(String message) {
        return new AwsFault(400, "MalformedPolicyDocument", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
