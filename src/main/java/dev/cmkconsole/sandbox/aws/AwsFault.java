package dev.cmkconsole.sandbox.aws;

/** An error of a simulated service: the code clients branch on, the text, and the status it travels with. */
final class AwsFault extends RuntimeException {

    private final int status;
    private final String code;

    AwsFault(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** KMS answers every fault of the caller with 400, refused authorisation included. */
    static AwsFault kms(String code, String message) {
        return new AwsFault(400, code, message);
    }

    static AwsFault noSuchEntity(String message) {
        return new AwsFault(404, "NoSuchEntity", message);
    }

    static AwsFault validation(String message) {
        return new AwsFault(400, "ValidationError", message);
    }

    static AwsFault malformedPolicy(String message) {
        return new AwsFault(400, "MalformedPolicyDocument", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
