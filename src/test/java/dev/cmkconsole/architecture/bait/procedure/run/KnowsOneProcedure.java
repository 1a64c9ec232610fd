package dev.cmkconsole.architecture.bait.procedure.run;

import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.plan.Planner;

/** An engine that treats one procedure differently. */
public final class KnowsOneProcedure {
    boolean different(Planner<?> planner) {
        return planner instanceof EnablePlanner;
    }
}
