package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Planner;

/** A procedure with its choices, as ordered on the command line. */
public record Ordered<C extends Choices<C>>(Planner<C> planner, C choices, String projectId) {}
