package dev.cmkconsole.procedure.clusters;

import dev.cmkconsole.procedure.plan.ProcedureType;

/** Turns encryption with the project's key on or off for single clusters. Each cluster is a matter of its own. */
public final class ClusterProcedure {
    public static final ProcedureType<ClusterChoices> TYPE =
            ProcedureType.of("clusters", ClusterPlanner::new).sideBySide();

    private ClusterProcedure() {}
}
