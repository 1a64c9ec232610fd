package dev.cmkconsole.procedure.plan;
/** The procedures, by the name the command line and the journal use. */
public enum Procedure {
    ENABLE("enable"),
    CLUSTERS("clusters"),
    SWITCH("switch"),
    ROTATE("rotate"),
    REGION("region"),
    AWS_ROTATION("aws-rotation"),
    OLD_KEY("old-key"),
    RETIRE("retire"),
    FIX("fix");

    private final String id;

    Procedure(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
