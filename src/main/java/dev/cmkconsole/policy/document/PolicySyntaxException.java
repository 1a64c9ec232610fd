package dev.cmkconsole.policy.document;
/** A text that is not a policy document: no JSON, a member twice, or a member of the wrong shape. */
public final class PolicySyntaxException extends RuntimeException {

    /** What kind of rule the text breaks, for callers that answer differently. */
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
