package dev.cmkconsole.procedure.run;

/** The codes of problems that a run finds by itself, rather than Atlas or AWS. */
public final class RunErrorCode {
    /** Irreversible steps need the project's name. */
    public static final String NOT_CONFIRMED = "NOT_CONFIRMED";

    /** What the act takes away is not known, or was not confirmed. */
    public static final String EFFECT_UNKNOWN = "EFFECT_UNKNOWN";

    static final String RUN_UNDER_WAY = "RUN_UNDER_WAY";
    /** A check of the plan failed, so nothing was sent for its step. */
    public static final String STEP_BLOCKED = "STEP_BLOCKED";

    static final String STEP_NOT_READY = "STEP_NOT_READY";
    static final String CANNOT_TELL = "CANNOT_TELL";
    /** An irreversible request was sent in this run before. */
    static final String SENT_ONCE = "SENT_ONCE";
    /** A change was answered, but reading again does not show it. */
    static final String READ_BACK_DIFFERS = "READ_BACK_DIFFERS";

    /** Somebody else changed the project between the decision for an irreversible request and the last look. */
    public static final String PROJECT_MOVED = "PROJECT_MOVED";

    private RunErrorCode() {}
}
