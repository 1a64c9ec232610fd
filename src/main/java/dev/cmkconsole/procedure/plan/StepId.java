package dev.cmkconsole.procedure.plan;
/**
 * Names a step within its procedure, the same in every plan; also what the journal keeps. Example: {@code
 * authorize-role}, {@code encrypt:orders}.
 */
public record StepId(String value) {
    /** Stands for all checks of a plan together: accepting it accepts whatever of them cannot be told. */
    public static final StepId ALL_CHECKS = new StepId("check-access");

    public static StepId of(String value) {
        return new StepId(value);
    }

    public static StepId of(String value, String object) {
        return new StepId(value + ":" + object);
    }

    /** The step that shows the answer of one check. */
    public static StepId ofCheck(String checkId) {
        return of("check", checkId);
    }

    @Override
    public String toString() {
        return value;
    }
}
