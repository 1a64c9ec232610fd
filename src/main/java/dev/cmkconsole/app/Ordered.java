package dev.cmkconsole.app;

import dev.cmkconsole.procedure.Planner;

/** A procedure with its choices, as ordered on the command line. */
record Ordered<C>(Planner<C> planner, C choices, String projectId) {}
