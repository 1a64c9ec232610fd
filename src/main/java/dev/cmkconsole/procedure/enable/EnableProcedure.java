package dev.cmkconsole.procedure.enable;

import dev.cmkconsole.procedure.plan.ProcedureType;

/** Gives a project role-based access to a KMS key. */
public final class EnableProcedure {
    public static final ProcedureType<EnableChoices> TYPE = ProcedureType.of("enable", EnablePlanner::new);

    private EnableProcedure() {}
}
