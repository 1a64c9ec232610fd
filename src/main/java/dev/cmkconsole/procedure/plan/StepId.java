package dev.cmkconsole.procedure.plan;
/**
 * Names a step within its procedure, the same in every plan; also what the journal keeps. Example: {@code
 * authorize-role}, {@code encrypt:orders}.
 */
public record StepId(String value) {
    public static StepId of(String value) {
        return new StepId(value);
    }

    public static StepId of(String value, String object) {
        return new StepId(value + ":" + object);
    }

    @Override
    public String toString() {
        return value;
    }
}
