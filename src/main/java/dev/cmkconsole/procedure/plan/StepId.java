package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.CheckId;

/** The name of a step within its procedure: the same in every plan, and kept by the journal; such as {@code encrypt:orders}. */
public record StepId(String value) {
    /** Stands for all checks of a plan together: accepting it accepts all that have no answer. */
    public static final StepId ALL_CHECKS = new StepId("check-access");

    public static StepId of(String value) {
        return new StepId(value);
    }

    public static StepId of(String value, String object) {
        return new StepId(value + ":" + object);
    }

    /** The step that shows the answer of one check. */
    public static StepId ofCheck(CheckId check) {
        return of("check", check.toString());
    }

    /** Whether the step shows the answer of checks of access, one of them or all together. */
    public boolean ofChecks() {
        return equals(ALL_CHECKS) || value.startsWith("check:");
    }

    @Override
    public String toString() {
        return value;
    }
}
