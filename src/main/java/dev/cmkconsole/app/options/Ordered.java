package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.plan.Choices;

/** A procedure's choices from the command line, and the project that they apply to. */
public record Ordered<C extends Choices<C>>(C choices, String projectId) {}
