package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.procedure.plan.StepId;

/** The ids of the steps that only the change to another key has. */
public final class RotateSteps {
    /** Creates the key; this step tells when its alias is taken. */
    public static final StepId CREATE_KEY = StepId.of("create-key");

    public static final StepId NAME_KEY = StepId.of("name-key");

    private RotateSteps() {}
}
