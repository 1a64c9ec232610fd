package dev.cmkconsole.policy.document;
/** A text that is not a policy document: not JSON, with a duplicate member, or with a member of the wrong shape. */
public final class PolicySyntaxException extends RuntimeException {

    /** The kind of rule that the text breaks, so that callers can react differently. */
    public enum Reason {
        NOT_JSON,
        DUPLICATE_MEMBER,
        SHAPE
    }

    private final Reason reason;

    public PolicySyntaxException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
